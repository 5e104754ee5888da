import { and, eq } from "drizzle-orm"
import type { Tx } from "../../shared/events/transaction.ts"
import { pages } from "./tables.ts"

type PageStatus = (typeof pages.$inferSelect)["status"]

export async function notePages(tx: Tx, ebookId: string, numbers: readonly number[], status: PageStatus) {
  if (numbers.length === 0) return
  await tx
    .insert(pages)
    .values(numbers.map((number) => ({ ebookId, number, status })))
    .onConflictDoUpdate({ target: [pages.ebookId, pages.number], set: { status } })
}

/** Pages that were given up wait again. */
export async function forgetFailedPages(tx: Tx, ebookId: string): Promise<void> {
  await tx.delete(pages).where(and(eq(pages.ebookId, ebookId), eq(pages.status, "failed")))
}

export const drawnPagesOf = (tx: Tx, ebookId: string): Promise<number> =>
  tx.$count(pages, and(eq(pages.ebookId, ebookId), eq(pages.status, "drawn")))
