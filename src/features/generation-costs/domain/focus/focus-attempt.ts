import type { Decimal } from "../../../../shared/money.ts"
import type { FocusRow } from "./focus-columns.ts"
import { focusSentences as say } from "./focus-sentences.ts"

/** An attempt as the ledger knows it. Amounts are US dollars; null is unknown. */
export type ExportedAttempt = {
  attemptId: string
  generationId: string
  ebookId: string | null
  title: string | null
  themeId: string | null
  pages: readonly number[]
  purpose: string
  route: string
  model: string | null
  requestedModel: string
  provider: string | null
  outcome: string
  simulated: boolean
  /** ISO 8601, UTC, to the millisecond. */
  occurredAt: string
  /** What it counts as now, after its corrections. */
  state: "priced" | "unpriced" | "unresolved"
  /** Of the charge as it was recorded; of an attempt without one, what somebody found out. */
  amount: Decimal | null
  source: "provider" | "local" | null
  lines: readonly ExportedLine[]
  corrections: readonly ExportedCorrection[]
}

export type ExportedLine = {
  meter: string
  quantity: Decimal
  unit: string
  unitPrice: Decimal | null
  amount: Decimal | null
  priceVersionId: number | null
}

/** What was added to a charge later; `amount` is signed. */
export type ExportedCorrection = { kind: string; amount: Decimal; reason: string; author: string; recordedAt: string }

/** What all rows of an attempt have in common. */
export function aboutAttempt(attempt: ExportedAttempt): FocusRow {
  return {
    ...aboutService(attempt),
    ...billingPeriodOf(attempt.occurredAt),
    ...chargePeriodOf(attempt.occurredAt),
    BillingCurrency: "USD",
    ChargeCategory: "Usage",
    ChargeFrequency: "Usage-Based",
    ...(attempt.ebookId === null
      ? {}
      : { ResourceId: attempt.ebookId, ResourceName: attempt.title, ResourceType: say.book }),
    Tags: JSON.stringify(tagsOf(attempt)),
    x_AttemptId: attempt.attemptId,
    x_CostSource: attempt.source,
    x_GenerationId: attempt.generationId,
    x_OccurredAt: attempt.occurredAt,
    x_Outcome: attempt.outcome,
    x_RequestedModel: attempt.requestedModel,
    x_Route: attempt.route,
    x_Simulated: String(attempt.simulated),
    x_State: attempt.state,
  }
}

/** The model that served; where that is not known, the one asked for. */
export const modelOf = ({ model, requestedModel }: ExportedAttempt): string => model ?? requestedModel

/** The UTC month. */
export function billingPeriodOf(instant: string): FocusRow {
  const [year = 0, month = 0] = monthOf(instant).split("-").map(Number)
  return { BillingPeriodStart: second(Date.UTC(year, month - 1)), BillingPeriodEnd: second(Date.UTC(year, month)) }
}

/** "2026-11" */
export const monthOf = (instant: string): string => instant.slice(0, 7)

/** One second, the finest the standard writes; its end is exclusive, so that no row reaches into another day or month. */
function chargePeriodOf(instant: string): FocusRow {
  const at = Math.floor(Date.parse(instant) / 1_000) * 1_000
  return { ChargePeriodStart: second(at), ChargePeriodEnd: second(at + 1_000) }
}

const second = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z")

/** Whom the money goes to, and who runs the model; play money has an account of its own, that no tool adds to the real one. */
function aboutService(attempt: ExportedAttempt): FocusRow {
  const { accountId, name } = attempt.simulated ? say.sandbox : say.gateway
  return {
    BillingAccountId: accountId,
    BillingAccountName: name,
    HostProviderName: attempt.provider ?? name,
    InvoiceIssuerName: name,
    ProviderName: name,
    PublisherName: publisherOf(modelOf(attempt)) ?? name,
    ServiceCategory: "AI and Machine Learning",
    ServiceName: name,
    ServiceProviderName: name,
    ServiceSubcategory: "Generative AI",
  }
}

/** "google" of "google/gemini-2.5-flash-image". */
const publisherOf = (model: string): string | null => /^([^/]+)\//.exec(model)?.[1] ?? null

const tagsOf = ({ ebookId, pages, purpose, themeId }: ExportedAttempt): Record<string, string> => ({
  ...(ebookId === null ? {} : { book: ebookId }),
  ...(pages.length === 0 ? {} : { page: pages.join(" ") }),
  purpose,
  ...(themeId === null ? {} : { theme: themeId }),
})
