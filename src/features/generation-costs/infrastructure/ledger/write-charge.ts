import { sql } from "drizzle-orm"
import { runPrepared } from "../../../../shared/database/prepared.ts"
import type { Tx } from "../../../../shared/events/transaction.ts"
import { type Decimal, toText } from "../../../../shared/money.ts"
import type { CostCalculation } from "../../domain/cost-calculation.ts"
import { UNITS } from "../../domain/usage-lines.ts"
import type { UsageReport } from "../../domain/usage-report.ts"

/**
 * Writes a charge with its lines, closes its hold and the unresolved attempt it answers, in one statement. False where the
 * attempt has a charge already, and then nothing is written. What is held and what is spent never count the same money.
 */
export async function writeCharge(
  tx: Tx,
  report: UsageReport,
  { lines, amount, source, reported, computed }: CostCalculation,
  fingerprint: string,
): Promise<boolean> {
  const at = report.reportedAt.toISOString()
  const told = lines.map((line, position) => ({
    position,
    meter: line.meter,
    quantity: toText(line.quantity),
    unit: UNITS[line.meter],
    unit_price: text(line.unitPrice),
    amount: text(line.amount),
    price_version_id: line.priceVersionId,
  }))
  const rows = await runPrepared(
    tx,
    "generation-costs write charge",
    sql`
    with charged as (
      insert into generation_costs.charges
        (attempt_id, generation_id, ebook_id, pages, purpose, route, model, requested_model, provider, outcome,
         http_status, occurred_at, images_returned, variant, megapixels, usage, amount, source, reported, computed,
         simulated, fingerprint)
      values
        (${report.attemptId}, ${report.generationId}, ${report.ebookId}, ${`{${report.pages.join(",")}}`}::integer[], ${report.purpose},
         ${report.route}, ${report.model}, ${report.requestedModel}, ${report.provider}, ${report.outcome},
         ${report.httpStatus ?? null}::integer, ${report.occurredAt.toISOString()}::timestamptz,
         ${report.imagesReturned}::integer, ${report.variant ?? null}, ${report.megapixels ?? null}::numeric,
         ${report.usage}, ${text(amount)}::numeric, ${source}, ${text(reported)}::numeric, ${text(computed)}::numeric,
         ${report.simulated}::boolean, ${fingerprint})
      on conflict do nothing
      returning attempt_id
    ), lines as (
      insert into generation_costs.usage_lines
        (attempt_id, position, meter, quantity, unit, unit_price, amount, price_version_id)
      select charged.attempt_id, line.*
      from charged, jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as line(
        position integer, meter text, quantity numeric, unit text, unit_price numeric, amount numeric,
        price_version_id bigint)
    ), settled as (
      update generation_costs.holds h set closed_at = ${at}::timestamptz
      from charged where h.attempt_id = charged.attempt_id and h.closed_at is null
    ), answered as (
      update generation_costs.unresolved_attempts u set resolved_at = ${at}::timestamptz
      from charged where u.attempt_id = charged.attempt_id and u.resolved_at is null
    )
    select from charged`,
  )
  return rows.length > 0
}

const text = (amount: Decimal | null) => amount && toText(amount)
