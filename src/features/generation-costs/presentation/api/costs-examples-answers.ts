import type { z } from "@hono/zod-openapi"
import { exampleTotal } from "../../../../shared/web/api-answers.ts"
import type { attemptAnswer, costsAnswer, ebookAnswer } from "./costs-answers.ts"

/** The attempt that POST /usage shows how to report, as it is told afterwards. */
export const exampleAttempt: z.infer<typeof attemptAnswer> = {
  attemptId: "gen-1766-a1",
  generationId: "gen-1766-a1",
  ebookId: "order-1187",
  pages: [7],
  purpose: "page",
  route: "images",
  model: "google/gemini-2.5-flash-image",
  requestedModel: "google/gemini-2.5-flash-image",
  provider: "Google AI Studio",
  outcome: "succeeded",
  occurredAt: "2026-11-23T10:04:11.846Z",
  amount: "0.0387243",
  currency: "USD",
  source: "provider",
  reported: "0.0387243",
  computed: "0.0387243",
  variance: "0",
  simulated: false,
  lines: [
    {
      meter: "input_text",
      quantity: "81",
      unit: "token",
      unitPrice: "0.0000003",
      amount: "0.0000243",
      priceVersionId: 1,
    },
    {
      meter: "output_image",
      quantity: "1290",
      unit: "token",
      unitPrice: "0.00003",
      amount: "0.0387",
      priceVersionId: 3,
    },
  ],
  adjustments: [],
  usage: { prompt_tokens: 81, completion_tokens: 1290, cost: 0.0387243 },
}

const sums = {
  total: exampleTotal("0.0387243"),
  generations: 1,
  attempts: 1,
  keptPages: 1,
  costPerKeptPage: "0.0387243",
  waste: "0",
}

export const exampleCosts: z.infer<typeof costsAnswer> = { ...sums, rows: [{ key: "2026-11-23", ...sums }] }

const { attempts: attemptCount, ...ofBook } = sums

export const exampleEbookCosts: z.infer<typeof ebookAnswer> = {
  ebookId: "order-1187",
  title: null,
  estimate: null,
  ...ofBook,
  attemptCount,
  pages: [
    {
      page: 7,
      amount: "0.0387243",
      unpricedCount: 0,
      unresolvedCount: 0,
      attemptCount: 1,
      waste: "0",
      keptAttemptId: "gen-1766-a1",
    },
  ],
  attempts: [exampleAttempt],
}
