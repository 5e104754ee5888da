import { sql } from "drizzle-orm"
import { exact, exactOrNull } from "../sums/sums.ts"
import type { Reader } from "./ledger-rows.ts"

/** A correction of what an attempt cost. Amounts are US dollars, exact; `recordedAt`: ISO 8601, UTC. */
export type Adjustment = {
  kind: "repricing" | "repricing-undone" | "resolution"
  /** Signed: what the known cost changed by. */
  amount: string
  /** What it came to; null is unknown. */
  amountAfter: string | null
  reason: string
  author: string
  recordedAt: string
}

/** The corrections of these attempts, oldest first. */
export async function adjustmentsOf(db: Reader, attemptIds: readonly string[]): Promise<Map<string, Adjustment[]>> {
  const { rows } = await db.execute<Adjustment & { attemptId: string }>(sql`
    select attempt_id as "attemptId", kind, amount, amount_after as "amountAfter", reason, author,
           to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt"
    from generation_costs.adjustments
    where attempt_id = any(array(select jsonb_array_elements_text(${JSON.stringify(attemptIds)}::jsonb)))
    order by id`)
  const told = rows.map(({ attemptId, ...row }) => ({
    attemptId,
    adjustment: { ...row, amount: exact(row.amount), amountAfter: exactOrNull(row.amountAfter) },
  }))
  const byAttempt = Map.groupBy(told, ({ attemptId }) => attemptId)
  return new Map([...byAttempt].map(([attemptId, all]) => [attemptId, all.map(({ adjustment }) => adjustment)]))
}
