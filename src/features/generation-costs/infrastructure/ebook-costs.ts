import { sql } from "drizzle-orm"
import type { Slice } from "./cost-queries.ts"
import { ledgerRows, readTotals, type Scope } from "./cost-totals.ts"
import { ATTEMPTS, HELD, type Reader, WASTED } from "./ledger-rows.ts"
import { EVER } from "./period.ts"
import { exact, SUMS, type Sums, type SumsRow, toSums } from "./sums.ts"

/** A book's sums. `ebookId` null: the attempts that belong to no book. `title` null: the ledger was never told. */
export type EbookSums = Sums & { ebookId: string | null; title: string | null; deleted: boolean }

/** One page of books that cost something or hold something, the last asked for first, and how many there are. */
export async function listEbookCosts(
  db: Reader,
  simulated: boolean,
  { page, pageSize }: Slice,
): Promise<{ items: EbookSums[]; total: number }> {
  const scope: Scope = { simulated, period: EVER, ebookId: null }
  const counted = await db.execute<{ total: number }>(sql`
    select count(*)::int as total from (
      select ebook_id from ${ATTEMPTS} a where simulated = ${simulated}
      union select ebook_id from ${HELD} h where simulated = ${simulated}) as book`)
  const { rows } = await db.execute<SumsRow & { key: string | null; title: string | null; deleted: boolean }>(sql`
    select book.*, e.title, e.deleted_at is not null as deleted
    from (select key, min(at) as first_at, ${SUMS}
          from (${ledgerRows(scope, sql`a.ebook_id`, sql`h.ebook_id`)}) as ledger group by key) as book
    left join generation_costs.ebooks e on e.ebook_id = book.key
    order by coalesce(e.requested_at, book.first_at) desc, book.key limit ${pageSize} offset ${(page - 1) * pageSize}`)
  const items = rows.map((row) => {
    const { key: ebookId, title, deleted } = row
    return { ebookId, title, deleted, ...toSums(row, simulated) }
  })
  return { items, total: counted.rows[0]?.total ?? 0 }
}

/** What one page cost: each attempt's share of it. `page` null: attempts that drew no page. */
export type PageCost = {
  page: number | null
  amount: string
  unpricedCount: number
  unresolvedCount: number
  attemptCount: number
  waste: string
  /** The attempt whose picture the page keeps. */
  keptAttemptId: string | null
}

export type EbookCosts = Sums & Book & { ebookId: string; pages: PageCost[] }

/** A book's sums and its pages. Without `simulated`, in the money the book was asked for in. null: no such book here. */
export async function readEbookCosts(
  db: Reader,
  ebookId: string,
  simulated: boolean | null,
): Promise<EbookCosts | null> {
  const book = await readBook(db, ebookId)
  if (!book) return null
  const scope: Scope = { simulated: simulated ?? book.simulated, period: EVER, ebookId }
  const { rows: _none, ...sums } = await readTotals(db, scope, null)
  const pages = await readPages(db, ebookId, scope.simulated)
  return { ebookId, title: book.title, deleted: book.deleted, ...sums, pages }
}

/** The title of a book the ledger was told of; null of any other. */
export async function readTitle(db: Reader, ebookId: string): Promise<string | null> {
  const { rows } = await db.execute<{ title: string | null }>(
    sql`select title from generation_costs.ebooks where ebook_id = ${ebookId}`,
  )
  return rows[0]?.title ?? null
}

/** `deleted`: nobody can look at it any more. */
type Book = { title: string | null; deleted: boolean }

/** A book that was only ever reported to us is real as soon as anything real was said of it. */
async function readBook(db: Reader, ebookId: string): Promise<(Book & { simulated: boolean }) | null> {
  const { rows } = await db.execute<Book & { simulated: boolean; known: boolean }>(sql`
    select e.title, e.deleted_at is not null as deleted, coalesce(e.simulated, seen.simulated, false) as simulated,
           e.ebook_id is not null or seen.simulated is not null as known
    from (select bool_and(simulated) as simulated from (
            select simulated from ${ATTEMPTS} a where a.ebook_id = ${ebookId}
            union all select simulated from ${HELD} h where h.ebook_id = ${ebookId}) as money) as seen
    left join generation_costs.ebooks e on e.ebook_id = ${ebookId}`)
  const [book] = rows
  return book?.known ? book : null
}

/** A call for several pages is cut into whole picodollars, the first pages taking the rest, as `allocate` of money.ts does. */
async function readPages(db: Reader, ebookId: string, simulated: boolean): Promise<PageCost[]> {
  const { rows } = await db.execute<PageCost>(sql`
    select share.page, coalesce(sum(share.amount), 0) as amount,
           (count(*) filter (where a.charged and a.amount is null))::int as "unpricedCount",
           (count(*) filter (where not a.charged))::int as "unresolvedCount",
           count(distinct a.attempt_id)::int as "attemptCount",
           coalesce(sum(share.amount) filter (where ${WASTED}), 0) as waste,
           max(kept.attempt_id) as "keptAttemptId"
    from ${ATTEMPTS} a
    cross join lateral (
      select page, (div(a.amount * 1e12, cardinality(a.pages))
                    + case when nth <= abs(mod(a.amount * 1e12, cardinality(a.pages))) then sign(a.amount) else 0 end)
                   * 0.000000000001 as amount
      from unnest(a.pages) with ordinality as drawn(page, nth)
      union all
      select null, a.amount where cardinality(a.pages) = 0
    ) as share
    left join generation_costs.kept_pages kept on kept.ebook_id = a.ebook_id and kept.page_number = share.page
    where a.ebook_id = ${ebookId} and a.simulated = ${simulated}
    group by share.page order by share.page nulls last`)
  return rows.map((row) => ({ ...row, amount: exact(row.amount), waste: exact(row.waste) }))
}
