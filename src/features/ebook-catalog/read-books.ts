import { type SQL, sql } from "drizzle-orm"
import type { Db } from "../../shared/database/database.ts"
import { countFilters, FILTERS, type FilterId, type StatusCount } from "./filters.ts"
import { searchedWords } from "./search-text.ts"
import { ebookCosts, ebooks, pages } from "./tables.ts"
import { type Column, PAGE_SIZE, type View } from "./view.ts"
import { LOST, NEEDS_HAND, SHOWN } from "./which-books.ts"

/** A line of the table. Counts are of attempts; `amount` is their known cost, US dollars, exact decimal text. */
export type BookRow = {
  id: string
  title: string
  author: string | null
  theme: string
  trim: string
  simulated: boolean
  status: string
  reasonCode: string | null
  sheetCount: number
  drawn: number[]
  failed: number[]
  /** Pages that an attempt was sent for whose answer is lost. */
  lost: number[]
  coverKey: string | null
  updatedAt: Date
  amount: string
  chargedCount: number
  unpricedCount: number
  unresolvedCount: number
}

/** How many books each tab shows, among those that are searched for. */
export async function readCounts(db: Db, search: string): Promise<Record<FilterId, number>> {
  const { rows } = await db.execute<StatusCount>(sql`
    select e.status, count(*)::int as count, (count(*) filter (where ${NEEDS_HAND}))::int as "handCount"
    from ${ebooks} e where ${SHOWN} and ${isFound(search)} group by e.status`)
  return countFilters(rows)
}

/** The books of this view's page, in its order. */
export async function readBooks(db: Db, view: View): Promise<BookRow[]> {
  const { rows } = await db.execute<BookRow & { updatedAt: string }>(sql`
    select e.*, ${pagesThatAre("drawn")} as drawn, ${pagesThatAre("failed")} as failed,
      array(select distinct unnest(a.pages) from ${LOST} a where a.ebook_id = e.id) as lost
    from (
      select e.id, e.title, e.author, e.theme, e.trim, e.simulated, e.status, e.reason_code as "reasonCode",
        e.sheet_count as "sheetCount", e.cover_key as "coverKey", e.updated_at as "updatedAt",
        coalesce(c.amount, 0)::text as amount, coalesce(c.charged_count, 0) as "chargedCount",
        coalesce(c.unpriced_count, 0) as "unpricedCount", coalesce(c.unresolved_count, 0) as "unresolvedCount",
        row_number() over (order by ${orderOf(view)}) as place
      from ${ebooks} e
      left join ${ebookCosts} c on c.ebook_id = e.id and c.simulated = e.simulated
      where ${SHOWN} and ${isFound(view.search)} and ${isIn(view.filter)}
      order by place limit ${PAGE_SIZE} offset ${(view.page - 1) * PAGE_SIZE}
    ) e order by place`)
  return rows.map((row) => ({ ...row, updatedAt: new Date(row.updatedAt) }))
}

const pagesThatAre = (status: "drawn" | "failed"): SQL =>
  sql`array(select p.number from ${pages} p where p.ebook_id = e.id and p.status = ${status} order by p.number)`

const isFound = (search: string): SQL => {
  const words = searchedWords(search).map((word) => sql`position(${word} in e.searched) > 0`)
  return words.length === 0 ? sql`true` : sql.join(words, sql` and `)
}

function isIn(filter: FilterId): SQL {
  if (filter === "hand") return NEEDS_HAND
  const statuses = FILTERS.find(({ id }) => id === filter)?.statuses ?? null
  return statuses === null ? sql`true` : sql`e.status in ${statuses}`
}

/** Books at work first, then those that need somebody, then those at rest. */
const STATUS_ORDER = "{requested,generating,paused,failed,draft,rejected,approved,cancelled}"

/** To the minute, as it is shown: so two books that are drawn at once do not change places with every page. */
const UPDATED = sql`date_trunc('minute', e.updated_at)`

const KEYS: Readonly<Record<Column, SQL>> = {
  title: sql`e.searched`,
  status: sql`array_position(${STATUS_ORDER}::text[], e.status)`,
  pages: sql`e.drawn_count`,
  cost: sql`case when c.charged_count > c.unpriced_count then c.amount end`,
  updated: UPDATED,
}

/** What is not known comes last either way. */
const orderOf = ({ sort: { column, descending } }: View): SQL =>
  sql`${KEYS[column]} ${descending ? sql`desc` : sql`asc`} nulls last, ${UPDATED} desc, e.requested_at desc, e.id`
