import { type SQL, sql } from "drizzle-orm"
import { ATTEMPTS, HELD, MODEL, type Reader, WASTED } from "./ledger-rows.ts"
import { dayOf, isWithin, monthOf, type Period } from "./period.ts"
import { SUMS, type Sums, type SumsRow, toSums } from "./sums.ts"

export const GROUPINGS = ["day", "month", "model", "ebook", "theme", "outcome", "purpose"] as const
export type Grouping = (typeof GROUPINGS)[number]

/** Which money is summed; `ebookId` null is every book and none. */
export type Scope = { simulated: boolean; period: Period; ebookId: string | null }

/** `key` null: not known, such as the book of an attempt that belongs to none, or the outcome of a call under way. */
export type GroupSums = Sums & { key: string | null }
export type Totals = Sums & { rows: GroupSums[] }

/** The sums of everything in scope, and of each group: days and months in order, all else dearest first. */
export async function readTotals(db: Reader, scope: Scope, groupBy: Grouping | null): Promise<Totals> {
  const [attemptKey, heldKey] = keysOf(groupBy, scope.period.timeZone)
  const order = groupBy === "day" || groupBy === "month" ? sql`key` : sql`amount desc, key`
  const { rows } = await db.execute<SumsRow & { key: string | null; whole: boolean }>(sql`
    select key, ${groupBy ? sql`grouping(key) = 1` : sql`true`} as whole, ${SUMS}
    from (${ledgerRows(scope, attemptKey, heldKey)}) as ledger
    group by grouping sets ((), (key)) ${groupBy ? sql`` : sql`having grouping(key) = 1`}
    order by ${order}`)
  const groups = rows.filter(({ whole }) => !whole).map((row) => ({ key: row.key, ...toSums(row, scope.simulated) }))
  const [whole] = rows.filter((row) => row.whole)
  if (!whole) throw new Error("an aggregate without groups gave no row")
  return { ...toSums(whole, scope.simulated), rows: groups }
}

/** One row per charge, unresolved attempt and open hold in scope, ready for SUMS, with its group's key and its time. */
export const ledgerRows = ({ simulated, period, ebookId }: Scope, attemptKey: SQL, heldKey: SQL): SQL => sql`
  select ${attemptKey} as key, a.occurred_at as at, case when a.charged then 'charge' else 'unresolved' end as kind,
         a.generation_id, a.amount, coalesce(kept.pages, 0) as kept, ${WASTED} as wasted
  from ${ATTEMPTS} a
  left join generation_costs.ebooks e on e.ebook_id = a.ebook_id
  left join (select k.attempt_id, count(*) as pages from generation_costs.kept_pages k
             where ${isOf(ebookId, sql`k.ebook_id`)} group by k.attempt_id) as kept on kept.attempt_id = a.attempt_id
  where a.simulated = ${simulated} and ${isWithin(period, sql`a.occurred_at`)} and ${isOf(ebookId, sql`a.ebook_id`)}
  union all
  select ${heldKey}, h.reserved_at, 'held', null, h.amount, 0, false
  from ${HELD} h left join generation_costs.ebooks e on e.ebook_id = h.ebook_id
  where h.simulated = ${simulated} and ${isWithin(period, sql`h.reserved_at`)} and ${isOf(ebookId, sql`h.ebook_id`)}`

const isOf = (ebookId: string | null, column: SQL): SQL => (ebookId === null ? sql`true` : sql`${column} = ${ebookId}`)

/** The key of an attempt `a` and of a hold `h`; a hold knows neither outcome nor purpose. */
function keysOf(groupBy: Grouping | null, timeZone: string): [SQL, SQL] {
  const nothing = sql`null::text`
  switch (groupBy) {
    case null:
      return [nothing, nothing]
    case "day":
      return [dayOf(sql`a.occurred_at`, timeZone), dayOf(sql`h.reserved_at`, timeZone)]
    case "month":
      return [monthOf(sql`a.occurred_at`, timeZone), monthOf(sql`h.reserved_at`, timeZone)]
    case "model":
      return [MODEL, sql`h.model`]
    case "ebook":
      return [sql`a.ebook_id`, sql`h.ebook_id`]
    case "theme":
      return [sql`e.theme_id`, sql`e.theme_id`]
    case "outcome":
      return [sql`a.outcome`, nothing]
    case "purpose":
      return [sql`a.purpose`, nothing]
  }
}
