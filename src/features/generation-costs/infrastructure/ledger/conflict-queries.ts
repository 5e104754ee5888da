import { sql } from "drizzle-orm"
import type { Reader } from "./ledger-rows.ts"

/** A report that contradicted the ledger, as it was told. `received`: JSON text. */
export type Conflict = { attemptId: string; at: Date; received: string }

/** The newest conflicting reports, and how many there are. */
export async function readConflicts(db: Reader, limit: number): Promise<{ items: Conflict[]; total: number }> {
  const { rows } = await db.execute<{ attemptId: string; at: string; received: string; total: number }>(sql`
    select attempt_id as "attemptId", extract(epoch from recorded_at)::text as at, received,
           (count(*) over ())::int as total
    from generation_costs.conflicts order by id desc limit ${limit}`)
  const items = rows.map(({ attemptId, at, received }) => ({ attemptId, received, at: new Date(Number(at) * 1_000) }))
  return { items, total: rows[0]?.total ?? 0 }
}
