import { type SQL, sql } from "drizzle-orm"
import { decimal } from "../../../../shared/money.ts"
import type { BookEstimate } from "../../domain/estimate.ts"
import { HELD, type Reader } from "../ledger/ledger-rows.ts"
import { columns, MEASURES, summed } from "./measures.ts"
import { exact, type Held, type MeasuresRow, NOTHING_HELD, type Sums, toSums } from "./sums.ts"

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

/** `reasons`: what was wasted and why, dearest first. */
export type EbookCosts = Sums &
  Pick<Book, "title" | "deleted" | "estimate"> & { ebookId: string; pages: PageCost[]; reasons: Wasted[] }
export type Wasted = { reason: string; sums: Sums }

/** A book's sums and its pages. Without `simulated`, in the money the book was asked for in. null: no such book here. */
export async function readEbookCosts(
  db: Reader,
  ebookId: string,
  simulated: boolean | null,
): Promise<EbookCosts | null> {
  const book = await readBook(db, ebookId)
  if (!book) return null
  const { title, deleted, estimate } = book
  const kind = simulated ?? book.simulated
  const { pages, reasons } = await readStandings(db, ebookId, kind)
  const wasted = reasons.flatMap(({ reason, ...row }) =>
    reason === null ? [] : [{ reason, sums: toSums([row], NOTHING_HELD, kind) }],
  )
  return {
    ebookId,
    title,
    deleted,
    estimate,
    ...toSums(reasons, kind ? book.playHeld : book.realHeld, kind),
    pages,
    reasons: wasted,
  }
}

/** The title of a book the ledger was told of; null of any other. */
export async function readTitle(db: Reader, ebookId: string): Promise<string | null> {
  const { rows } = await db.execute<{ title: string | null }>(
    sql`select title from generation_costs.ebooks where ebook_id = ${ebookId}`,
  )
  return rows[0]?.title ?? null
}

/** `deleted`: nobody can look at it any more. `simulated`: the money it was asked for in. `estimate`: what was said then. */
type Book = {
  title: string | null
  deleted: boolean
  estimate: BookEstimate | null
  simulated: boolean
  realHeld: Held
  playHeld: Held
}

/** A book that was only ever reported to us is real as soon as anything real was said of it. */
async function readBook(db: Reader, ebookId: string): Promise<Book | null> {
  const { rows } = await db.execute<{
    title: string | null
    deleted: boolean
    estimate: BookEstimate | null
    simulated: boolean
    known: boolean
    realCount: number | null
    realAmount: string | null
    playCount: number | null
    playAmount: string | null
  }>(sql`
    select e.title, e.deleted_at is not null as deleted, e.estimate, coalesce(e.simulated, seen.simulated, false) as simulated,
           e.ebook_id is not null or seen.simulated is not null as known,
           seen."realCount", seen."realAmount", seen."playCount", seen."playAmount"
    from (select bool_and(simulated) as simulated,
                 sum(held) filter (where not simulated)::int as "realCount",
                 sum(amount) filter (where not simulated) as "realAmount",
                 sum(held) filter (where simulated)::int as "playCount",
                 sum(amount) filter (where simulated) as "playAmount"
          from (select simulated, 0 as held, null::numeric as amount from generation_costs.ebook_spans
                where ebook_id = ${ebookId}
                union all select simulated, 1, amount from ${HELD} h where h.ebook_id = ${ebookId}) as money) as seen
    left join generation_costs.ebooks e on e.ebook_id = ${ebookId}`)
  const [book] = rows
  if (!book?.known) return null
  const { title, deleted, estimate, simulated, realCount, realAmount, playCount, playAmount } = book
  const held = (count: number | null, amount: string | null): Held => ({
    count: count ?? 0,
    amount: decimal(amount ?? "0"),
  })
  const [realHeld, playHeld] = [held(realCount, realAmount), held(playCount, playAmount)]
  return { title, deleted, estimate, simulated, realHeld, playHeld }
}

type Standings = { pages: PageCost[]; reasons: (MeasuresRow & { reason: string | null })[] }

/** Both ways of adding up a book's standings at one moment; amounts travel as text, since a JSON number would be a float. */
async function readStandings(db: Reader, ebookId: string, simulated: boolean): Promise<Standings> {
  const of = sql`s.ebook_id = ${ebookId} and s.simulated = ${simulated}`
  const { rows } = await db.execute<Standings>(sql`
    select coalesce((select jsonb_agg(line order by line.page nulls last) from (${pagesOf(of)}) as line), '[]') as pages,
           coalesce((select jsonb_agg(line order by line.amount::numeric desc, line.reason) from (${reasonsOf(of)}) as line), '[]') as reasons`)
  const [found] = rows
  if (!found) throw new Error("a select without a table gave no row")
  const pages = found.pages.map((page) => ({ ...page, amount: exact(page.amount), waste: exact(page.waste) }))
  return { pages, reasons: found.reasons }
}

/** A call for several pages is cut into whole picodollars, the first pages taking the rest, as `allocate` of money.ts does. */
const pagesOf = (which: SQL): SQL => sql`
  select share.page, coalesce(sum(share.amount), 0)::text as amount, sum(s.unpriced)::int as "unpricedCount",
         sum(s.unresolved)::int as "unresolvedCount", count(distinct s.attempt_id)::int as "attemptCount",
         coalesce(sum(share.amount) filter (where s.waste_reason is not null), 0)::text as waste,
         max(kept.attempt_id) as "keptAttemptId"
  from generation_costs.standings s
  cross join lateral (
    select page, (div(s.amount * 1e12, cardinality(s.pages))
                  + case when nth <= abs(mod(s.amount * 1e12, cardinality(s.pages))) then sign(s.amount) else 0 end)
                 * 0.000000000001 as amount
    from unnest(s.pages) with ordinality as drawn(page, nth)
    union all
    select null, s.amount where cardinality(s.pages) = 0
  ) as share
  left join generation_costs.kept_pages kept on kept.ebook_id = s.ebook_id and kept.page_number = share.page
  where ${which}
  group by share.page`

const EXACT = new Set(["tokens", "amount", "waste"])

/** All that the book's attempts add up to, by the reason they were wasted for; null is those that were not. */
const reasonsOf = (which: SQL): SQL => sql`
  select reason, ${columns(MEASURES, (name) => (EXACT.has(name) ? `${name}::text` : name))}
  from (select s.waste_reason as reason, ${summed} from generation_costs.standings s where ${which} group by s.waste_reason) as sums`
