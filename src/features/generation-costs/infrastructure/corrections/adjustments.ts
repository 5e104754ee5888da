import { publish, type Tx } from "../../../../shared/events/transaction.ts"
import { type Decimal, toText, ZERO } from "../../../../shared/money.ts"
import { CostAdjusted } from "../../events.ts"
import { lockEbook, sayTotalAgain } from "../ledger/ebook-totals.ts"
import type { UsageLine } from "../ledger/usage-line-queries.ts"
import { adjustments } from "../tables.ts"

/** What an attempt cost so far and what it costs from now on, in US dollars; null is unknown. `lines`: what `after` was computed from. */
export type Correction = {
  attemptId: string
  ebookId: string | null
  pages: number[]
  occurredAt: Date
  simulated: boolean
  before: Decimal | null
  after: Decimal | null
  lines: readonly UsageLine[] | null
}

export type Grounds = {
  kind: (typeof adjustments.$inferInsert)["kind"]
  reason: string
  author: string
  repricingId: number | null
  at: Date
}

/** Appends the corrections, says each, and says the totals of their books again. In the caller's transaction. */
export async function adjust(tx: Tx, corrections: readonly Correction[], grounds: Grounds): Promise<void> {
  if (corrections.length === 0) return
  await tx.insert(adjustments).values(corrections.map((correction) => toRow(correction, grounds)))
  // Books before events, as a charge takes them: else the two could wait for each other.
  const kinds = new Map(
    corrections.flatMap(({ ebookId, simulated }) => (ebookId === null ? [] : [[ebookId, simulated] as const])),
  )
  const ebooks = []
  for (const ebookId of [...kinds.keys()].toSorted())
    ebooks.push(await lockEbook(tx, ebookId, kinds.get(ebookId) ?? null))
  for (const correction of corrections) await publish(tx, toEvent(correction, grounds))
  for (const ebook of ebooks) await sayTotalAgain(tx, ebook, grounds.at)
}

/** Signed: what a sum of known costs changes by. */
export const changeOf = ({ before, after }: Pick<Correction, "before" | "after">): Decimal =>
  (after ?? ZERO).minus(before ?? ZERO)

const toRow = (correction: Correction, { kind, reason, author, repricingId, at }: Grounds) => ({
  attemptId: correction.attemptId,
  kind,
  amount: toText(changeOf(correction)),
  amountAfter: correction.after && toText(correction.after),
  lines: correction.lines,
  reason,
  author,
  repricingId,
  recordedAt: at,
})

const toEvent = (correction: Correction, { kind, reason, author, at }: Grounds) => {
  const { attemptId, ebookId, pages, occurredAt, simulated, after } = correction
  const change = toText(changeOf(correction))
  const money = { change, amount: after && toText(after) }
  const sent = { pages, occurredAt: occurredAt.toISOString(), simulated }
  return CostAdjusted.of({ attemptId, ebookId, ...sent, kind, ...money, reason, author }, at)
}
