import { and, eq, isNull, sql } from "drizzle-orm"
import { publish, type Tx } from "../../../shared/events/transaction.ts"
import { decimal, sum, toText, ZERO } from "../../../shared/money.ts"
import { readUsage } from "../domain/token-usage.ts"
import { CostCalculated, ReconciliationDifferenceFound } from "../events.ts"
import { charges, ebooks, unresolvedAttempts } from "./tables.ts"

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
 * and again when a late answer leaves fewer of them unresolved. Needs the row from `lockEbook`.
 */
export async function sayTotalWhenCounted(tx: Tx, ebook: Ebook, at: Date): Promise<void> {
  const { ebookId, attemptCount } = ebook
  const isSaid = ebook.calculatedFor === attemptCount
  if (attemptCount === null || (isSaid && ebook.calculatedUnresolved === 0)) return
  const simulated = ebook.simulated === true
  const { amounts, usages, unresolvedCount } = await countBook(tx, ebookId, simulated)
  const attempts = amounts.length + unresolvedCount
  if (attempts < attemptCount || (isSaid && unresolvedCount >= (ebook.calculatedUnresolved ?? 0))) return

  await tx
    .update(ebooks)
    .set({ calculatedFor: attemptCount, calculatedUnresolved: unresolvedCount })
    .where(eq(ebooks.ebookId, ebookId))
  const known = amounts.filter((amount) => amount !== null).map(decimal)
  const unpricedCount = amounts.length - known.length
  const total = { ebookId, attempts, amount: toText(sum(known)), unpricedCount, unresolvedCount, simulated }
  await publish(tx, CostCalculated.of({ of: "ebook", ...total }, at))

  if (ebook.reportedTotal === null || attempts !== attemptCount) return
  const ledgerTotal = toText(sum(usages.map((usage) => readUsage(usage).cost ?? ZERO)))
  const reportedTotal = toText(decimal(ebook.reportedTotal))
  if (ledgerTotal === reportedTotal) return
  await publish(tx, ReconciliationDifferenceFound.of({ ebookId, attempts, ledgerTotal, reportedTotal }, at))
}

/** What the ledger has of a book: its own kind of money only, real or simulated. */
async function countBook(tx: Tx, ebookId: string, simulated: boolean) {
  const charged = await tx
    .select({ amount: charges.amount, usage: charges.usage })
    .from(charges)
    .where(and(eq(charges.ebookId, ebookId), eq(charges.simulated, simulated)))
  const unresolvedCount = await tx.$count(
    unresolvedAttempts,
    and(
      eq(unresolvedAttempts.ebookId, ebookId),
      eq(unresolvedAttempts.simulated, simulated),
      isNull(unresolvedAttempts.resolvedAt),
    ),
  )
  return { amounts: charged.map(({ amount }) => amount), usages: charged.map(({ usage }) => usage), unresolvedCount }
}
