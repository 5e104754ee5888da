import { z } from "zod"
import { defineEvent } from "../../shared/events/domain-event.ts"
import { sentences } from "./event-sentences.ts"

const id = z.string().min(1).max(200)
/** Exact decimal text, US dollars. */
const usd = z.string().regex(/^-?\d+(\.\d+)?$/)

const ofAttempt = z.object({
  of: z.literal("attempt"),
  attemptId: id,
  ebookId: id.nullable(),
  pages: z.array(z.int().min(0)),
  outcome: z.string(),
  /** When it was sent; absent in events from before there was a dashboard. */
  occurredAt: z.iso.datetime().optional(),
  /** null: unknown, which is not 0. */
  amount: usd.nullable(),
  source: z.enum(["provider", "local"]).nullable(),
  simulated: z.boolean(),
})

const ofEbook = z.object({
  of: z.literal("ebook"),
  ebookId: id,
  attempts: z.int().min(0),
  amount: usd,
  unpricedCount: z.int().min(0),
  unresolvedCount: z.int().min(0),
  simulated: z.boolean(),
})

export const CostCalculated = defineEvent({
  name: "generation-costs.cost-calculated",
  says: "The cost of an attempt is in the ledger, or all attempts of an ended book are and this is their total.",
  tells: (p) => (p.of === "attempt" ? sentences.charged(p) : sentences.totalled(p)),
  payload: z.discriminatedUnion("of", [ofAttempt, ofEbook]),
  aggregateId: (p) => p.ebookId ?? (p.of === "attempt" ? p.attemptId : ""),
  correlation: (p) => ({
    ...(p.ebookId === null ? {} : { ebookId: p.ebookId }),
    ...(p.of === "attempt" ? { attemptId: p.attemptId } : {}),
  }),
})

export const ReconciliationDifferenceFound = defineEvent({
  name: "generation-costs.reconciliation-difference-found",
  says: "What the ledger counted for a book differs from what its generation says the provider reported.",
  tells: (p) => sentences.difference(p.ledgerTotal, p.reportedTotal),
  payload: z.object({ ebookId: id, attempts: z.int().min(0), ledgerTotal: usd, reportedTotal: usd }),
  aggregateId: (p) => p.ebookId,
  correlation: (p) => ({ ebookId: p.ebookId }),
})

export const CostAdjusted = defineEvent({
  name: "generation-costs.cost-adjusted",
  says: "What an attempt costs was corrected: it was repriced, a repricing was taken back, or somebody said what became of a lost answer.",
  tells: (p) => sentences.adjusted(p),
  payload: z.object({
    attemptId: id,
    ebookId: id.nullable(),
    pages: z.array(z.int().min(0)),
    kind: z.enum(["repricing", "repricing-undone", "resolution"]),
    /** Signed: what the known cost changed by. */
    change: usd,
    /** What the attempt costs from then on; null: unknown. */
    amount: usd.nullable(),
    reason: z.string(),
    author: z.string(),
    /** When it was sent. */
    occurredAt: z.iso.datetime(),
    simulated: z.boolean(),
  }),
  aggregateId: (p) => p.ebookId ?? p.attemptId,
  correlation: (p) => ({ ...(p.ebookId === null ? {} : { ebookId: p.ebookId }), attemptId: p.attemptId }),
})
