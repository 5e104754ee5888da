import { and, count, eq, inArray, sql } from "drizzle-orm"
import { publish, type Tx } from "../../../../shared/events/transaction.ts"
import { decimal, sum, toText } from "../../../../shared/money.ts"
import { EbookGenerated, EbookGenerationFailed, PageFailed } from "../../events.ts"
import { sentences } from "../../sentences/fact-sentences.ts"
import { attempts, ebooks, pages } from "../tables.ts"
import type { EbookRow, PageRow } from "./deps.ts"

/** To be taken before anything is published about the book: a row is locked before the numbering of its events. */
export async function lockEbook(tx: Tx, ebookId: string): Promise<EbookRow> {
  const [ebook] = await tx.select().from(ebooks).where(eq(ebooks.id, ebookId)).for("update")
  if (!ebook) throw new Error(`book ${ebookId} vanished`)
  return ebook
}

/** Says that a page failed, if it did, and ends the book when nothing is left to draw. */
export async function closePage(tx: Tx, page: PageRow, failed: { problem: string | null } | null, now: Date) {
  const ebook = await lockEbook(tx, page.ebookId)
  if (failed) await sayPageFailed(tx, page, failed, now)
  await endEbookIfDone(tx, ebook, now)
}

export function sayPageFailed(
  tx: Tx,
  { ebookId, number: pageNumber, kind }: PageRow,
  { problem }: { problem: string | null },
  now: Date,
): Promise<void> {
  return publish(tx, PageFailed.of({ ebookId, pageNumber, kind, problem }, now))
}

/** Ends the book when nothing is left to draw: `draft` if every page is drawn, `failed` if one is not. `ebook` is locked. */
export async function endEbookIfDone(tx: Tx, { id: ebookId, status }: EbookRow, now: Date): Promise<void> {
  if (!["requested", "generating", "paused"].includes(status)) return
  const all = await tx
    .select({ number: pages.number, kind: pages.kind, status: pages.status })
    .from(pages)
    .where(eq(pages.ebookId, ebookId))
  const failedPages = all.filter((page) => page.status === "failed").map((page) => page.number)
  const isOpen = all.some(({ kind, status }) =>
    kind === "back-cover"
      ? failedPages.length === 0 && status !== "drawn"
      : status === "waiting" || status === "drawing",
  )
  if (isOpen) return

  const ended = { ebookId, ...(await attemptsOf(tx, ebookId)) }
  if (failedPages.length === 0) {
    await tx
      .update(ebooks)
      .set({ status: "draft", endedAt: now, reasonCode: null, reasonMessage: null })
      .where(eq(ebooks.id, ebookId))
    return publish(tx, EbookGenerated.of(ended, now))
  }
  const reasonMessage = reasonOf(failedPages)
  await tx
    .update(ebooks)
    .set({ status: "failed", endedAt: now, reasonCode: "pages-failed", reasonMessage })
    .where(eq(ebooks.id, ebookId))
  await publish(tx, EbookGenerationFailed.of({ ...ended, failedPages }, now))
}

function reasonOf([first, ...others]: readonly number[]): string {
  const { cover, page, pageFailed, pagesFailed } = sentences.reasons
  if (others.length > 0) return pagesFailed(1 + others.length)
  return pageFailed(first ? page(first) : cover)
}

/** An HTTP error is not billed, also where it is a refusal; an attempt without its answer may be. */
const mayBeBilled = sql`${attempts.outcome} is distinct from 'failed-unbilled' and coalesce(${attempts.httpStatus}, 200) between 200 and 299`

/** How many attempts are or will be said, and the sum of what was reported for them; null if a report is missing. */
export async function attemptsOf(
  tx: Tx,
  ebookId: string,
): Promise<{ attemptCount: number; reportedTotal: string | null }> {
  const [row] = await tx
    .select({
      attemptCount: count(),
      total: sql<string>`coalesce(sum(${attempts.reported}), 0)`,
      missing: sql<boolean>`coalesce(bool_or(${attempts.reported} is null and ${mayBeBilled}), false)`,
    })
    .from(attempts)
    .where(and(eq(attempts.ebookId, ebookId), inArray(attempts.status, ["sent", "ended", "unknown"])))
  if (!row) return { attemptCount: 0, reportedTotal: null }
  return { attemptCount: row.attemptCount, reportedTotal: row.missing ? null : toText(sum([decimal(row.total)])) }
}
