import { and, asc, desc, eq, gt, sql } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import { DomainError } from "../../../../shared/errors.ts"
import type { Tx } from "../../../../shared/events/transaction.ts"
import { addToTally, NOTHING_CHANGED, type Tally } from "../../domain/repricing.ts"
import { sentences } from "../../event-sentences.ts"
import type { UsageLine } from "../ledger/usage-line-queries.ts"
import { adjustments, repricings } from "../tables.ts"
import { adjust, type Correction } from "./adjustments.ts"
import { againAfterDeadlock } from "./after-deadlock.ts"
import { type Adjustment, BATCH, chargesOf, costAfter, historyOf } from "./repriceable-charges.ts"
import { lockRepricings, type RepricingDeps } from "./repricing.ts"

export type AppliedRepricing = typeof repricings.$inferSelect

/** The newest of the repricings that were applied, the last first. */
export const listRepricings = (db: Db, simulated: boolean): Promise<AppliedRepricing[]> =>
  db
    .select()
    .from(repricings)
    .where(eq(repricings.simulated, simulated))
    .orderBy(desc(repricings.id))
    .limit(MOST_LISTED)

const MOST_LISTED = 100

/**
 * Puts what a repricing changed back to what it cost before, unknown included, by adjustments of its own. In transactions
 * of a few hundred charges; an interrupted one goes on when it is asked again. Throws `not-found`, `already-undone`, and
 * `repriced-since` where a later repricing stands on it.
 */
export async function undoRepricing({ db, bus, now }: RepricingDeps, id: number, author: string): Promise<Tally> {
  let tally = NOTHING_CHANGED
  for (let after: string | null = ""; after !== null; ) {
    const isFirst: boolean = after === ""
    const ids: string[] = await nextOf(db, id, after)
    after = ids.length < BATCH ? null : (ids.at(-1) ?? null)
    const undoing = { id, author, at: now(), isFirst, isLast: after === null }
    const transaction = undoing.isLast ? bus.command : bus.transaction
    const undone = await againAfterDeadlock(() => transaction((tx) => undoBatch(tx, undoing, ids)))
    tally = addToTally(tally, undone)
  }
  return tally
}

/** The next attempts, after this one, that the repricing changed. Fewer than `BATCH`: they are the last. */
async function nextOf(db: Db, id: number, after: string): Promise<string[]> {
  const rows = await db
    .select({ attemptId: adjustments.attemptId })
    .from(adjustments)
    .where(and(eq(adjustments.repricingId, id), eq(adjustments.kind, "repricing"), gt(adjustments.attemptId, after)))
    .orderBy(asc(adjustments.attemptId))
    .limit(BATCH)
  return rows.map(({ attemptId }) => attemptId)
}

type Undoing = { id: number; author: string; at: Date; isFirst: boolean; isLast: boolean }

async function undoBatch(tx: Tx, undoing: Undoing, attemptIds: readonly string[]): Promise<Correction[]> {
  const { id, author, at, isFirst, isLast } = undoing
  await lockRepricings(tx)
  await refuseUnlessLast(tx, id, isFirst ? null : attemptIds)
  const charges = await chargesOf(tx, attemptIds)
  const history = await historyOf(tx, attemptIds)
  const corrections = charges.flatMap((charge) => {
    const back = backFrom(history.get(charge.attemptId) ?? [], id, charge.amount)
    return back ? [{ ...charge, ...back }] : []
  })
  const reason = sentences.repricingUndone(id)
  await adjust(tx, corrections, { kind: "repricing-undone", reason, author, repricingId: id, at })
  if (isLast) await tx.update(repricings).set({ undoneAt: at, undoneBy: author }).where(eq(repricings.id, id))
  return corrections
}

/** From what the repricing made of a charge back to what it cost before; null where that is done. */
function backFrom(history: readonly Adjustment[], id: number, charged: string | null) {
  if (history.some(({ kind, repricingId }) => kind === "repricing-undone" && repricingId === id)) return null
  const at = history.findIndex(({ kind, repricingId }) => kind === "repricing" && repricingId === id)
  const previous = history.slice(0, at).at(-1)
  const lines = (previous?.lines ?? null) as UsageLine[] | null
  return { before: costAfter(charged, history.at(-1)), after: costAfter(charged, previous), lines }
}

/** `attemptIds` null: it is looked at whole. */
async function refuseUnlessLast(tx: Tx, id: number, attemptIds: readonly string[] | null): Promise<void> {
  const [repricing] = await tx.select().from(repricings).where(eq(repricings.id, id)).for("update")
  if (!repricing) throw new DomainError("not-found", "There is no repricing of this id.", 404)
  if (repricing.undoneAt !== null) throw new DomainError("already-undone", `Repricing ${id} is undone already.`)
  const later = await laterOn(tx, id, attemptIds)
  if (later.length === 0) return
  const message = `Charges of repricing ${id} were repriced again since: undo repricing ${later.join(", then ")} first.`
  throw new DomainError("repriced-since", message)
}

/** Repricings that changed the same charges after it, and stand; the last first. */
async function laterOn(tx: Tx, id: number, attemptIds: readonly string[] | null): Promise<number[]> {
  const among = attemptIds === null ? sql`true` : sql`mine.attempt_id = any(${sql.param([...attemptIds])}::text[])`
  const { rows } = await tx.execute<{ id: number }>(sql`
    select r.id::int as id from generation_costs.repricings r
    where r.id <> ${id} and r.undone_at is null and exists (
      select from generation_costs.adjustments mine
      join generation_costs.adjustments later on later.attempt_id = mine.attempt_id and later.id > mine.id
      where mine.repricing_id = ${id} and mine.kind = 'repricing' and ${among}
        and later.repricing_id = r.id and later.kind = 'repricing')
    order by r.id desc`)
  return rows.map((row) => row.id)
}
