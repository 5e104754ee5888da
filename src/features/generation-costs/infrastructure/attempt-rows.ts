import { type SQL, sql } from "drizzle-orm"
import { type AttemptFilter, matches } from "./attempt-filter.ts"
import type { Slice } from "./cost-queries.ts"
import { ATTEMPTS, HELD, IS_KEPT, MODEL, type Reader, WASTED } from "./ledger-rows.ts"
import { exactOrNull } from "./sums.ts"

/** An attempt as a line of a table. `outcome` null: still under way, and `amount` is what it holds. */
export type AttemptRow = {
  attemptId: string
  ebookId: string | null
  title: string | null
  pages: number[]
  outcome: string | null
  model: string
  occurredAt: Date
  amount: string | null
  /** A page keeps its picture. */
  kept: boolean
  wasted: boolean
}

export type AttemptRows = { items: AttemptRow[]; total: number }

/** One page of attempts, newest first, and how many there are. */
export const listAttemptRows = (db: Reader, filter: AttemptFilter, slice: Slice): Promise<AttemptRows> =>
  rowsOf(
    db,
    sql`select a.attempt_id, a.ebook_id, a.pages, a.outcome, ${MODEL} as model, a.occurred_at, a.amount,
               ${IS_KEPT} as kept, ${WASTED} as wasted
        from ${ATTEMPTS} a where ${matches(filter)}`,
    slice,
  )

export type HeldFilter = { simulated: boolean; ebookId: string | null }

/** One page of the calls that hold money, newest first, and how many there are. */
export const listHeldRows = (db: Reader, { simulated, ebookId }: HeldFilter, slice: Slice): Promise<AttemptRows> =>
  rowsOf(
    db,
    sql`select h.attempt_id, h.ebook_id, '{}'::integer[] as pages, null::text as outcome, h.model,
               h.reserved_at as occurred_at, h.amount, false as kept, false as wasted
        from ${HELD} h
        where h.simulated = ${simulated} and ${ebookId === null ? sql`true` : sql`h.ebook_id = ${ebookId}`}`,
    slice,
  )

type Row = Omit<AttemptRow, "occurredAt"> & { at: string }

async function rowsOf(db: Reader, source: SQL, { page, pageSize }: Slice): Promise<AttemptRows> {
  const counted = await db.execute<{ total: number }>(sql`select count(*)::int as total from (${source}) as line`)
  const { rows } = await db.execute<Row>(sql`
    select line.attempt_id as "attemptId", line.ebook_id as "ebookId", e.title, line.pages, line.outcome, line.model,
           extract(epoch from line.occurred_at)::text as at, line.amount, line.kept, line.wasted
    from (${source} order by occurred_at desc nulls last, attempt_id
          limit ${pageSize} offset ${(page - 1) * pageSize}) as line
    left join generation_costs.ebooks e on e.ebook_id = line.ebook_id
    order by line.occurred_at desc nulls last, line.attempt_id`)
  return {
    items: rows.map(({ at, ...row }) => ({
      ...row,
      amount: exactOrNull(row.amount),
      occurredAt: new Date(Number(at) * 1_000),
    })),
    total: counted.rows[0]?.total ?? 0,
  }
}
