import { and, asc, eq, inArray, isNotNull } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import { attempts } from "../infrastructure/tables.ts"
import { sentences } from "../sentences/book-sentences.ts"

/** An attempt that is over; milliseconds. */
type Span = { from: number; to: number; drawn: boolean }

/** Fewer pages say nothing about the pace. */
const LEAST_PAGES = 3

/** Seconds until the book is drawn, at the pace of its finished pages; null while that cannot be said honestly. */
export async function secondsLeftOf(db: Db, ebook: EbookView): Promise<number | null> {
  if (ebook.status !== "generating") return null
  const open = ebook.pages.filter(
    ({ kind, status }) => kind !== "back-cover" && (status === "waiting" || status === "drawing"),
  )
  return secondsLeft(await readSpans(db, ebook.id), open.length)
}

async function readSpans(db: Db, ebookId: string): Promise<Span[]> {
  const rows = await db
    .select({ sentAt: attempts.sentAt, endedAt: attempts.endedAt, outcome: attempts.outcome })
    .from(attempts)
    .where(
      and(eq(attempts.ebookId, ebookId), inArray(attempts.status, ["ended", "unknown"]), isNotNull(attempts.endedAt)),
    )
    .orderBy(asc(attempts.endedAt))
  return rows.flatMap(({ sentAt, endedAt, outcome }) =>
    endedAt ? [{ from: sentAt.getTime(), to: endedAt.getTime(), drawn: outcome === "succeeded" }] : [],
  )
}

/**
 * Time in which anything was being drawn, per page drawn in it, for the pages still open: pauses do not count, failed
 * tries and parallel work do. Nothing is said while the newest attempt failed. `spans` by their end.
 */
export function secondsLeft(spans: readonly Span[], openPages: number): number | null {
  const drawn = spans.filter((span) => span.drawn).length
  if (openPages === 0 || drawn < LEAST_PAGES || spans.at(-1)?.drawn !== true) return null
  return (busyTime(spans) / drawn / 1000) * openPages
}

/** The length of the union, milliseconds. */
function busyTime(spans: readonly Span[]): number {
  let busy = 0
  let until = Number.NEGATIVE_INFINITY
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    busy += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return busy
}

/** "about 2 minutes left" */
export function timeLeftText(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 1) return sentences.progress.lessThanAMinute
  return sentences.progress.minutes(minutes)
}
