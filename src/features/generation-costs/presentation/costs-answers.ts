import { z } from "@hono/zod-openapi"
import { listOf } from "../../../shared/web/api.ts"

const usd = z.string().openapi({ example: "0.0387243", description: "Exact decimal, US dollars." })
const unknownable = usd.nullable()

const total = z
  .object({
    amount: usd,
    currency: z.literal("USD"),
    unpricedCount: z.int(),
    unresolvedCount: z.int(),
    heldAmount: usd,
    heldCount: z.int(),
    simulated: z.boolean(),
  })
  .openapi("Total")

const sums = {
  total,
  generations: z.int(),
  keptPages: z.int(),
  costPerKeptPage: unknownable.openapi({ description: "null: no page is kept yet." }),
  waste: usd.openapi({ description: "Cost of charges that gave no kept image." }),
}

export const costsAnswer = z
  .object({
    ...sums,
    attempts: z.int(),
    rows: z.array(
      z.object({
        key: z.string().nullable().openapi({ description: "null: not known, or of no book." }),
        ...sums,
        attempts: z.int(),
      }),
    ),
  })
  .openapi("Costs")

const usageLine = z.object({
  meter: z.string(),
  quantity: z.string(),
  unit: z.string(),
  unitPrice: unknownable,
  amount: unknownable,
  priceVersionId: z.int().nullable(),
})

export const attemptAnswer = z
  .object({
    attemptId: z.string(),
    generationId: z.string(),
    ebookId: z.string().nullable(),
    pages: z.array(z.int()),
    purpose: z.string(),
    route: z.string(),
    model: z.string().nullable(),
    requestedModel: z.string(),
    provider: z.string().nullable(),
    outcome: z.string(),
    occurredAt: z.iso.datetime(),
    amount: unknownable,
    currency: z.literal("USD"),
    source: z.enum(["provider", "local"]).nullable(),
    reported: unknownable,
    computed: unknownable,
    variance: unknownable,
    simulated: z.boolean(),
    lines: z.array(usageLine),
    adjustments: z.array(
      z.object({ amount: z.string(), reason: z.string(), author: z.string(), recordedAt: z.string() }),
    ),
    usage: z.unknown(),
  })
  .openapi("AttemptCost")

export const attemptsAnswer = listOf(attemptAnswer)

export const ebookAnswer = z
  .object({
    ebookId: z.string(),
    title: z.string().nullable(),
    ...sums,
    attemptCount: z.int(),
    pages: z.array(
      z.object({
        page: z.int().nullable().openapi({ description: "null: attempts that drew no page." }),
        amount: usd,
        unpricedCount: z.int(),
        unresolvedCount: z.int(),
        attemptCount: z.int(),
        waste: usd,
        keptAttemptId: z.string().nullable(),
      }),
    ),
    attempts: z.array(attemptAnswer).openapi({ description: "The newest 1,000; GET /costs/attempts has the others." }),
  })
  .openapi("EbookCosts")
