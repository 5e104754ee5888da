import { eq, sql } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import { DomainError } from "../../../../shared/errors.ts"
import type { EventBus } from "../../../../shared/events/event-bus.ts"
import type { Tx } from "../../../../shared/events/transaction.ts"
import { toText } from "../../../../shared/money.ts"
import { addToTally, NOTHING_CHANGED, type Tally } from "../../domain/repricing.ts"
import { sentences } from "../../event-sentences.ts"
import { repricings } from "../tables.ts"
import { adjust, changeOf } from "./adjustments.ts"
import { againAfterDeadlock } from "./after-deadlock.ts"
import { BATCH, nextRepriceable, type Repricing, type RepricingScope, repricedOf } from "./repriceable-charges.ts"

/** What a repricing changes: its sums, and the newest of the charges it changes. */
export type RepricingFound = Tally & { newest: Repricing[] }
/** `id` null: there was nothing to change, and nothing was written. */
export type RepricingApplied = RepricingFound & { id: number | null }
export type RepricingDeps = { db: Db; bus: EventBus; now: () => Date }

/** Charges told one by one; the sums are of all. */
const MOST_TOLD = 100

/** What would change if it were applied now. Writes nothing. */
export async function previewRepricing(db: Db, scope: RepricingScope): Promise<RepricingFound> {
  let found: RepricingFound = { ...NOTHING_CHANGED, newest: [] }
  for (let ids = await nextRepriceable(db, scope, ""); ids.length > 0; ids = await following(db, scope, ids))
    found = withMore(found, await repricedOf(db, ids))
  return found
}

/**
 * Appends an adjustment to each charge that costs something else with the prices known now. In transactions of a few
 * hundred charges, each whole in itself: what an interruption leaves out, the same command does again.
 */
export async function applyRepricing(
  deps: RepricingDeps,
  scope: RepricingScope,
  author: string,
): Promise<RepricingApplied> {
  const { db, bus } = deps
  let applied: RepricingApplied = { ...NOTHING_CHANGED, newest: [], id: null }
  for (let ids = await nextRepriceable(db, scope, ""); ids.length > 0; ids = await following(db, scope, ids)) {
    const transaction = ids.length < BATCH ? bus.command : bus.transaction
    const application = { scope, author, at: deps.now(), id: applied.id }
    const more = await againAfterDeadlock(() => transaction((tx) => applyBatch(tx, application, ids)))
    applied = { ...withMore(applied, more.changes), id: more.id }
  }
  return applied
}

/** Whoever reprices or undoes a repricing holds this until the end of the transaction, so that nothing is corrected twice. */
export async function lockRepricings(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('generation-costs repricing', 0))`)
}

type Application = { scope: RepricingScope; author: string; at: Date; id: number | null }

async function applyBatch(tx: Tx, application: Application, ids: readonly string[]) {
  await lockRepricings(tx)
  const changes = await repricedOf(tx, ids)
  if (changes.length === 0) return { changes, id: application.id }
  const id = await countIn(tx, application, addToTally(NOTHING_CHANGED, changes))
  const { author, at } = application
  await adjust(tx, changes, { kind: "repricing", reason: sentences.repriced(id), author, repricingId: id, at })
  return { changes, id }
}

/** Adds a batch to the record of the repricing, which its first change begins. Answers its id. */
async function countIn(tx: Tx, { scope, author, at, id }: Application, tally: Tally): Promise<number> {
  const amount = toText(changeOf(tally))
  const priced = tally.newlyPriced - tally.newlyUnpriced
  const [row] =
    id === null
      ? await tx
          .insert(repricings)
          .values({ ...scope, charges: tally.count, amount, priced, author, appliedAt: at })
          .returning()
      : await tx
          .update(repricings)
          .set({
            charges: sql`${repricings.charges} + ${tally.count}`,
            amount: sql`${repricings.amount} + ${amount}::numeric`,
            priced: sql`${repricings.priced} + ${priced}`,
          })
          .where(eq(repricings.id, id))
          .returning()
  if (!row) throw new Error("A repricing lost its record.")
  if (row.undoneAt !== null)
    throw new DomainError("already-undone", `Repricing ${row.id} was undone while it was applied; it ends here.`)
  return row.id
}

const following = async (db: Db, scope: RepricingScope, ids: readonly string[]): Promise<string[]> =>
  ids.length < BATCH ? [] : nextRepriceable(db, scope, ids.at(-1) ?? "")

function withMore(found: RepricingFound, changes: readonly Repricing[]): RepricingFound {
  const newest = [...found.newest, ...changes].toSorted(newestFirst).slice(0, MOST_TOLD)
  return { ...addToTally(found, changes), newest }
}

const newestFirst = (a: Repricing, b: Repricing) =>
  b.occurredAt.getTime() - a.occurredAt.getTime() || (a.attemptId < b.attemptId ? -1 : 1)
