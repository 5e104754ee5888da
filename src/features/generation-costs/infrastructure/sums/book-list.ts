import { type SQL, sql } from "drizzle-orm"
import { isoOf, type Stretch } from "../../domain/time/reader-days.ts"
import type { Reader } from "../ledger/ledger-rows.ts"
import type { Slice } from "./attempt-list.ts"
import { type RollupRow, rollupsOf } from "./rollup-queries.ts"
import { NOTHING_HELD, type Sums, toSums } from "./sums.ts"

/** A book's sums in a period. `ebookId` null: the attempts that belong to no book. `title` null: the ledger was never told. */
export type EbookSums = Sums & { ebookId: string | null; title: string | null; deleted: boolean }

/** `hasMore`: there are books after these. `withoutBook` null: every attempt of the period belongs to a book. */
export type BookList = { items: EbookSums[]; hasMore: boolean; withoutBook: EbookSums | null }

export type BooksIn = { simulated: boolean; stretches: readonly Stretch[] }

/** More are not counted: it would take as long as there are books. */
export const MOST_COUNTED = 1_000

/** A line of `bookRows`: a book, or what belongs to none (empty id). */
export type BookRow = RollupRow & { title: string | null; deleted: boolean }

/** One page of the books that cost something in a time, the last begun first, and what belongs to no book. `recount` comes before. */
export async function listBooks(db: Reader, books: BooksIn, slice: Slice): Promise<BookList> {
  const { rows } = await db.execute<BookRow>(
    sql`select book.* from (${bookRows(books, slice)}) as book order by ${LAST_BEGUN_FIRST}`,
  )
  return toBookList(rows, books, slice)
}

export const LAST_BEGUN_FIRST: SQL = sql`first_at desc nulls last, ebook_id`

/** Selects `first_at`, the columns of a rollup, title and deleted, of one book more than a page has, in no order. */
export function bookRows({ simulated, stretches }: BooksIn, { page, pageSize }: Slice): SQL {
  const sums = bookSums(simulated, stretches)
  return sql`
    select list.*, e.title, e.deleted_at is not null as deleted
    from (
      (select book.first_at, sums.* from ${spansIn(simulated, stretches)}
       cross join lateral (${sums(sql`book.ebook_id`)}) as sums
       order by book.first_at desc nulls last, book.ebook_id limit ${pageSize + 1} offset ${(page - 1) * pageSize})
      union all
      (select null, sums.* from (${sums("")}) as sums)
    ) as list
    left join lateral (
      select title, deleted_at from generation_costs.ebooks e where e.ebook_id = list.ebook_id limit 1) as e on true`
}

/** Takes rows in order. */
export function toBookList(rows: readonly BookRow[], { simulated }: BooksIn, { pageSize }: Slice): BookList {
  const of = rows.map(({ ebook_id, title, deleted, ...row }) => ({
    ebookId: ebook_id || null,
    title,
    deleted,
    ...toSums([row], NOTHING_HELD, simulated),
  }))
  const books = of.filter(({ ebookId }) => ebookId !== null)
  return {
    items: books.slice(0, pageSize),
    hasMore: books.length > pageSize,
    withoutBook: of.find(({ ebookId }) => ebookId === null) ?? null,
  }
}

/** How many books cost something in a time; one more than MOST_COUNTED stands for all that are more. */
export async function countBooks(db: Reader, { simulated, stretches }: BooksIn): Promise<number> {
  const { rows } = await db.execute<{ books: number }>(sql`
    select count(*)::int as books
    from (select from ${spansIn(simulated, stretches)}
          cross join lateral (${bookSums(simulated, stretches)(sql`book.ebook_id`)}) as sums
          limit ${MOST_COUNTED + 1}) as counted`)
  return rows[0]?.books ?? 0
}

const bookSums = (simulated: boolean, stretches: readonly Stretch[]) => (ebook_id: SQL | string) =>
  rollupsOf({
    simulated,
    stretches: stretches.map((stretch) => ({ ...stretch, key: "" })),
    by: ["ebook_id"],
    cut: "ebook",
    filter: { ebook_id },
  })

/** The books that cost something between the beginning of the time and its end, or rested all through it. */
function spansIn(simulated: boolean, stretches: readonly Stretch[]): SQL {
  const [first, last] = [stretches[0], stretches.at(-1)]
  const within =
    first && last
      ? sql`first_at < ${isoOf(last.to)}::timestamptz and last_at >= ${isoOf(first.from)}::timestamptz`
      : sql`false`
  return sql`(select ebook_id, first_at from generation_costs.ebook_spans where simulated = ${simulated} and ${within}) as book`
}
