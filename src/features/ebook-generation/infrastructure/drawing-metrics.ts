import { and, count, eq, inArray, isNull, notInArray } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import { gauges, type Metric } from "../../../shared/metrics/metric.ts"
import { EBOOK_STATUSES, ebooks, pages } from "./tables.ts"

const UNDER_WAY = ["waiting", "drawing"] as const

/** How much there is to draw. Pages of paused books wait too. */
export async function drawingMetrics(db: Db): Promise<Metric[]> {
  const byPage = await db
    .select({ of: pages.status, count: count() })
    .from(pages)
    .innerJoin(ebooks, eq(ebooks.id, pages.ebookId))
    .where(and(inArray(pages.status, [...UNDER_WAY]), notInArray(ebooks.status, ["cancelled", "failed"])))
    .groupBy(pages.status)
  const byBook = await db
    .select({ of: ebooks.status, count: count() })
    .from(ebooks)
    .where(isNull(ebooks.hiddenAt))
    .groupBy(ebooks.status)
  return [
    gauges(
      { name: "colophon_pages", help: "Pages to be drawn, by status.", label: "status", known: UNDER_WAY },
      byPage,
    ),
    gauges({ name: "colophon_books", help: "Books by status.", label: "status", known: EBOOK_STATUSES }, byBook),
  ]
}
