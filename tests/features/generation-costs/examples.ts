import type { PriceVersion } from "../../../src/features/generation-costs/domain/prices/price-book.ts"
import type { UsageReport } from "../../../src/features/generation-costs/domain/usage-report.ts"
import { decimal } from "../../../src/shared/money.ts"

type Price = Partial<Omit<PriceVersion, "unitPrice">> & { unitPrice?: string | null }

/** $30 a million image tokens of google/gemini, from 2026 on, unless told otherwise. */
export const price = ({ unitPrice = "0.00003", ...rest }: Price): PriceVersion => ({
  id: 1,
  model: "google/gemini",
  meter: "output_image",
  provider: "",
  variant: "",
  condition: null,
  unitPrice: unitPrice === null ? null : decimal(unitPrice),
  validFrom: new Date("2026-01-01T00:00:00Z"),
  validTo: null,
  origin: "provider",
  ...rest,
})

/** A page of book-1 that was drawn, its cost reported as $0.0387243, unless told otherwise. */
export const report = (told: Partial<UsageReport>): UsageReport => ({
  attemptId: "attempt-1",
  generationId: "generation-1",
  ebookId: "book-1",
  pages: [1],
  purpose: "page",
  route: "images",
  model: "google/gemini",
  requestedModel: "google/gemini",
  provider: null,
  occurredAt: new Date("2026-06-01T10:00:00Z"),
  outcome: "succeeded",
  imagesReturned: 1,
  usage: '{"prompt_tokens":81,"completion_tokens":1290,"cost":0.0387243}',
  simulated: false,
  reportedAt: new Date("2026-06-01T10:00:05Z"),
  ...told,
})
