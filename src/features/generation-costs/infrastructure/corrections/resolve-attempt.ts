import { and, desc, eq, isNull } from "drizzle-orm"
import { DomainError } from "../../../../shared/errors.ts"
import type { Tx } from "../../../../shared/events/transaction.ts"
import { decimal, ZERO } from "../../../../shared/money.ts"
import { lockAttempt } from "../ledger/attempt-lock.ts"
import { adjustments, charges, holds, unresolvedAttempts } from "../tables.ts"
import { adjust } from "./adjustments.ts"

/** What somebody found out about a lost answer. `amount`: US dollars; null where it was charged and nobody knows how much. */
export type Resolution = {
  attemptId: string
  charged: boolean
  amount: string | null
  reason: string
  author: string
  at: Date
}

/**
 * Appends it to the attempt's history and closes its hold; the same again changes nothing. A charge that comes after all
 * wins. Throws `not-found`, and `attempt-charged` where the answer is known.
 */
export async function resolveAttempt(tx: Tx, resolution: Resolution): Promise<"resolved" | "same"> {
  const { attemptId, charged, amount, reason, author, at } = resolution
  await lockAttempt(tx, attemptId)
  const attempt = await readLost(tx, attemptId)
  const [last] = await tx
    .select({ after: adjustments.amountAfter, reason: adjustments.reason })
    .from(adjustments)
    .where(and(eq(adjustments.attemptId, attemptId), eq(adjustments.kind, "resolution")))
    .orderBy(desc(adjustments.id))
    .limit(1)
  const before = last?.after == null ? null : decimal(last.after)
  const after = !charged ? ZERO : amount === null ? null : decimal(amount)
  const isSame = before === null || after === null ? before === after : before.eq(after)
  if (last?.reason === reason && isSame) return "same"

  await tx
    .update(holds)
    .set({ closedAt: at })
    .where(and(eq(holds.attemptId, attemptId), isNull(holds.closedAt)))
  const grounds = { kind: "resolution" as const, reason, author, repricingId: null, at }
  await adjust(tx, [{ ...attempt, before, after, lines: null }], grounds)
  return "resolved"
}

/** The attempt, if its answer is lost. Needs `lockAttempt`. */
async function readLost(tx: Tx, attemptId: string) {
  const [charge] = await tx.select({ at: charges.recordedAt }).from(charges).where(eq(charges.attemptId, attemptId))
  if (charge) {
    const message = `The answer of attempt ${attemptId} is known and its charge stands: there is nothing to resolve.`
    throw new DomainError("attempt-charged", message)
  }
  const [attempt] = await tx.select().from(unresolvedAttempts).where(eq(unresolvedAttempts.attemptId, attemptId))
  if (!attempt) throw new DomainError("not-found", "The ledger knows no attempt of this id.", 404)
  return attempt
}
