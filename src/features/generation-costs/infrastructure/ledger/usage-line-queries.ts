import { sql } from "drizzle-orm"
import { exact, exactOrNull } from "../sums/sums.ts"
import type { Reader } from "./ledger-rows.ts"

/** A disjoint part of a charge's usage; price and amount are null where no price is known. */
export type UsageLine = {
  meter: string
  quantity: string
  unit: string
  unitPrice: string | null
  amount: string | null
  priceVersionId: number | null
}

type Row = UsageLine & { attemptId: string }

/** The usage lines of these attempts, in their own order. */
export async function linesOf(db: Reader, attemptIds: readonly string[]): Promise<Map<string, UsageLine[]>> {
  const byAttempt = new Map<string, UsageLine[]>()
  if (attemptIds.length === 0) return byAttempt
  const { rows } = await db.execute<Row>(sql`
    select attempt_id as "attemptId", meter, quantity, unit, unit_price as "unitPrice", amount,
           price_version_id::int as "priceVersionId"
    from generation_costs.usage_lines
    where attempt_id in (select jsonb_array_elements_text(${JSON.stringify(attemptIds)}::jsonb))
    order by attempt_id, position`)
  for (const { attemptId, ...line } of rows) {
    const lines = byAttempt.get(attemptId) ?? []
    byAttempt.set(attemptId, lines)
    lines.push({
      ...line,
      quantity: exact(line.quantity),
      unitPrice: exactOrNull(line.unitPrice),
      amount: exactOrNull(line.amount),
    })
  }
  return byAttempt
}
