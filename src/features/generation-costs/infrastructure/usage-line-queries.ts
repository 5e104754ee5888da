import { sql } from "drizzle-orm"
import type { Reader } from "./ledger-rows.ts"
import { exact, exactOrNull } from "./sums.ts"

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

/** What was consumed: tokens on every token meter, images returned, and how many of how many charges told their usage. */
export type Quantities = { tokens: string; images: number; told: number; charges: number }

export async function readQuantities(db: Reader, simulated: boolean, ebookId: string | null): Promise<Quantities> {
  const inScope = sql`c.simulated = ${simulated} and ${ebookId === null ? sql`true` : sql`c.ebook_id = ${ebookId}`}`
  const { rows } = await db.execute<Quantities>(sql`
    select coalesce((select sum(l.quantity) from generation_costs.usage_lines l
                     join generation_costs.charges c using (attempt_id)
                     where ${inScope} and (l.meter like 'input\\_%' or l.meter like 'output\\_%')), 0)::text as tokens,
           coalesce(sum(c.images_returned), 0)::int as images,
           count(c.usage)::int as told, count(*)::int as charges
    from generation_costs.charges c where ${inScope}`)
  const [row] = rows
  if (!row) throw new Error("an aggregate without groups gave no row")
  return { ...row, tokens: exact(row.tokens) }
}
