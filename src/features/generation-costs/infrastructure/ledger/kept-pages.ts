import { and, eq, sql } from "drizzle-orm"
import type { Tx } from "../../../../shared/events/transaction.ts"
import type { UsageReport } from "../../domain/usage-report.ts"
import { charges, ebooks, keptPages } from "../tables.ts"

type Illustrated = { ebookId: string; pageNumber: number; attemptId: string | null; imageKey: string }

/** A page has its picture from this attempt; null: from none, it was composed here. */
export async function keepPage(tx: Tx, { ebookId, pageNumber, attemptId, imageKey }: Illustrated): Promise<void> {
  if (attemptId === null) {
    await tx.delete(keptPages).where(and(eq(keptPages.ebookId, ebookId), eq(keptPages.pageNumber, pageNumber)))
    return
  }
  await tx
    .insert(keptPages)
    .values({ ebookId, pageNumber, attemptId, imageKey })
    .onConflictDoUpdate({ target: [keptPages.ebookId, keptPages.pageNumber], set: { attemptId, imageKey } })
}

/**
 * A report from elsewhere that succeeded keeps its pages, the latest picture of each, in whatever order reports come.
 * A book made here says itself what it keeps: there, a report only takes pages that have nothing yet.
 */
export async function keepReportedPages(tx: Tx, report: UsageReport): Promise<void> {
  const { ebookId, attemptId, occurredAt, outcome, pages } = report
  if (ebookId === null || outcome !== "succeeded" || pages.length === 0) return
  await tx
    .insert(keptPages)
    .values(pages.map((pageNumber) => ({ ebookId, pageNumber, attemptId })))
    .onConflictDoUpdate({
      target: [keptPages.ebookId, keptPages.pageNumber],
      set: { attemptId, imageKey: null },
      setWhere: sql`
        not exists (select from ${ebooks} where ebook_id = ${ebookId} and requested_at is not null)
        and (select (kept.occurred_at, kept.attempt_id) < (${occurredAt.toISOString()}::timestamptz, ${attemptId}::text)
             from ${charges} kept where kept.attempt_id = ${keptPages.attemptId})`,
    })
}
