import { eq, sql } from "drizzle-orm"
import { publish, type Tx } from "../../../../shared/events/transaction.ts"
import { decimal, sum, toText, ZERO } from "../../../../shared/money.ts"
import { readUsage } from "../../domain/token-usage.ts"
import { CostCalculated, ReconciliationDifferenceFound } from "../../events.ts"
import { ebooks } from "../tables.ts"
import { ATTEMPTS } from "./ledger-rows.ts"

export type Ebook = typeof ebooks.$inferSelect
export type Ended = { ebookId: string; attemptCount: number; reportedTotal: string | null }

/** The book's row, made where it is not known yet, and locked: of two who count at once, the later one sees what the earlier wrote. */
export async function lockEbook(tx: Tx, ebookId: string, simulated: boolean | null): Promise<Ebook> {
  const [ebook] = await tx
    .insert(ebooks)
    .values({ ebookId, simulated })
    .onConflictDoUpdate({
      target: ebooks.ebookId,
      set: { simulated: sql`coalesce(${ebooks.simulated}, excluded.simulated)` },
    })
    .returning()
  if (!ebook) throw new Error(`The row of ebook ${ebookId} could not be locked.`)
  return ebook
}

/** The book ended, having made so many attempts. A book that goes on and ends again only ever has more; an older end is old news. */
export async function noteEnd(tx: Tx, { ebookId, attemptCount, reportedTotal }: Ended, at: Date): Promise<void> {
  const ebook = await lockEbook(tx, ebookId, null)
  if (attemptCount < (ebook.attemptCount ?? 0)) return
  await tx.update(ebooks).set({ attemptCount, reportedTotal }).where(eq(ebooks.ebookId, ebookId))
  await sayTotalWhenCounted(tx, { ...ebook, attemptCount, reportedTotal }, at)
}

/**
 * Once the ledger has counted the attempts of an ended book, says their total: once for each such count,
 * and again when a late answer leaves fewer of them lost. Needs the row from `lockEbook`.
 */
export async function sayTotalWhenCounted(tx: Tx, ebook: Ebook, at: Date): Promise<void> {
  const { ebookId, attemptCount } = ebook
  const isSaid = ebook.calculatedFor === attemptCount
  if (attemptCount === null || (isSaid && ebook.calculatedUnresolved === 0)) return
  const counted = await countBook(tx, ebook)
  const { attempts, lostCount, usages } = counted
  if (attempts < attemptCount || (isSaid && lostCount >= (ebook.calculatedUnresolved ?? 0))) return

  await tx
    .update(ebooks)
    .set({ calculatedFor: attemptCount, calculatedUnresolved: lostCount })
    .where(eq(ebooks.ebookId, ebookId))
  await publish(tx, totalOf(ebook, counted, at))

  if (ebook.reportedTotal === null || attempts !== attemptCount) return
  const ledgerTotal = toText(sum(usages.map((usage) => readUsage(usage).cost ?? ZERO)))
  const reportedTotal = toText(decimal(ebook.reportedTotal))
  if (ledgerTotal === reportedTotal) return
  await publish(tx, ReconciliationDifferenceFound.of({ ebookId, attempts, ledgerTotal, reportedTotal }, at))
}

/** After a correction: a total that was said is said as it is now. Needs the row from `lockEbook`. */
export async function sayTotalAgain(tx: Tx, ebook: Ebook, at: Date): Promise<void> {
  if (ebook.calculatedFor === null) return
  await publish(tx, totalOf(ebook, await countBook(tx, ebook), at))
}

/** `lostCount`: attempts whose answer has not come, also where somebody said what became of them. */
type Counted = {
  attempts: number
  amount: string
  unpricedCount: number
  unresolvedCount: number
  lostCount: number
  usages: (string | null)[]
}

function totalOf({ ebookId, simulated }: Ebook, counted: Counted, at: Date) {
  const { attempts, amount, unpricedCount, unresolvedCount } = counted
  const total = { attempts, amount, unpricedCount, unresolvedCount, simulated: simulated === true }
  return CostCalculated.of({ of: "ebook", ebookId, ...total }, at)
}

/** What the ledger has of a book after all corrections: its own kind of money only, real or simulated. */
async function countBook(tx: Tx, { ebookId, simulated }: Ebook): Promise<Counted> {
  const { rows } = await tx.execute<{
    amount: string | null
    charged: boolean
    lost: boolean
    usage: string | null
  }>(sql`
    select a.amount, a.charged, a.outcome = 'unknown' as lost, a.usage
    from ${ATTEMPTS} a where a.ebook_id = ${ebookId} and a.simulated = ${simulated === true}`)
  const known = rows.flatMap(({ amount }) => (amount === null ? [] : [decimal(amount)]))
  const unresolvedCount = rows.filter(({ charged }) => !charged).length
  return {
    attempts: rows.length,
    amount: toText(sum(known)),
    unpricedCount: rows.length - unresolvedCount - known.length,
    unresolvedCount,
    lostCount: rows.filter(({ lost }) => lost).length,
    usages: rows.filter(({ lost }) => !lost).map(({ usage }) => usage),
  }
}
