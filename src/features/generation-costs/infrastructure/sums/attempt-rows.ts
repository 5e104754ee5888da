import { type SQL, sql } from "drizzle-orm"
import type { Period } from "../../domain/time/period.ts"
import { HELD, type Reader } from "../ledger/ledger-rows.ts"
import { type AttemptFilter, isWithin } from "./attempt-filter.ts"
import { newestStandings, type Slice } from "./attempt-list.ts"
import { exact, exactOrNull } from "./sums.ts"

/** An attempt as a line of a table. `outcome` null: still under way, and `amount` is what it holds. */
export type AttemptRow = {
  attemptId: string
  ebookId: string | null
  title: string | null
  pages: number[]
  outcome: string | null
  wasteReason: string | null
  model: string
  occurredAt: Date
  amount: string | null
  /** A page keeps its picture. */
  kept: boolean
}

/** One page of attempts, newest first. */
export const listAttemptRows = (db: Reader, filter: AttemptFilter, slice: Slice): Promise<AttemptRow[]> =>
  rowsOf(
    db,
    sql`select s.attempt_id, s.ebook_id, s.pages, s.outcome, s.waste_reason, s.model, s.occurred_at,
               case when s.unpriced + s.unresolved = 0 then s.amount end as amount, s.kept_pages > 0 as kept
        from ${newestStandings(filter, slice)}`,
  )

export type HeldFilter = { simulated: boolean; ebookId: string | null; period: Period }

/** One page of the calls that hold money, newest first, how many there are, and what those hold whose cost is expected. */
export async function listHeldRows(
  db: Reader,
  { simulated, ebookId, period }: HeldFilter,
  { page, pageSize }: Slice,
): Promise<{ items: AttemptRow[]; total: number; amount: string }> {
  const held = sql`${HELD} h
    where h.simulated = ${simulated} and ${ebookId === null ? sql`true` : sql`h.ebook_id = ${ebookId}`}
      and ${isWithin(period, sql`h.reserved_at`)}`
  const counted = await db.execute<{ total: number; amount: string }>(
    sql`select count(*)::int as total, coalesce(sum(h.amount), 0) as amount from ${held}`,
  )
  const items = await rowsOf(
    db,
    sql`select h.attempt_id, h.ebook_id, '{}'::integer[] as pages, null::text as outcome, null::text as waste_reason,
               h.model, h.reserved_at as occurred_at, h.amount, false as kept
        from ${held} order by h.reserved_at desc, h.attempt_id limit ${pageSize} offset ${(page - 1) * pageSize}`,
  )
  const { total = 0, amount = "0" } = counted.rows[0] ?? {}
  return { items, total, amount: exact(amount) }
}

type Row = Omit<AttemptRow, "occurredAt"> & { at: string }

async function rowsOf(db: Reader, lines: SQL): Promise<AttemptRow[]> {
  const { rows } = await db.execute<Row>(sql`
    select line.attempt_id as "attemptId", line.ebook_id as "ebookId", e.title, line.pages, line.outcome,
           line.waste_reason as "wasteReason", line.model, extract(epoch from line.occurred_at)::text as at,
           line.amount, line.kept
    from (${lines}) as line left join generation_costs.ebooks e on e.ebook_id = line.ebook_id
    order by line.occurred_at desc nulls last, line.attempt_id`)
  return rows.map(({ at, ...row }) => ({
    ...row,
    amount: exactOrNull(row.amount),
    occurredAt: new Date(Number(at) * 1_000),
  }))
}
