import { type SQL, sql } from "drizzle-orm"
import { decimal } from "../../../../shared/money.ts"
import type { ExportedAttempt, ExportedCorrection } from "../../domain/focus/focus-attempt.ts"
import { ATTEMPTS, type Reader } from "../ledger/ledger-rows.ts"
import { linesOf, type UsageLine } from "../ledger/usage-line-queries.ts"

/** These attempts, in this order, with all that the export tells of them. */
export async function exportedAttempts(db: Reader, attemptIds: readonly string[]): Promise<ExportedAttempt[]> {
  const these = sql`any(array(select jsonb_array_elements_text(${JSON.stringify(attemptIds)}::jsonb)))`
  const found = new Map((await attemptsOf(db, these)).map((row) => [row.attemptId, row]))
  const [lines, corrections] = [await linesOf(db, attemptIds), await correctionsOf(db, these)]
  return attemptIds.flatMap((id) => {
    const row = found.get(id)
    return row ? [toAttempt(row, lines.get(id) ?? [], corrections.get(id) ?? [])] : []
  })
}

type Row = Omit<ExportedAttempt, "amount" | "lines" | "corrections"> & { amount: string | null }

/** Without a charge, an attempt costs what its latest resolution says, which is no correction of anything. */
async function attemptsOf(db: Reader, these: SQL): Promise<Row[]> {
  const { rows } = await db.execute<Row>(sql`
    select a.attempt_id as "attemptId", a.generation_id as "generationId", a.ebook_id as "ebookId", e.title,
           e.theme_id as "themeId", a.pages, a.purpose, a.route, a.model, a.requested_model as "requestedModel",
           a.provider, a.outcome, a.simulated, ${isoText(sql`a.occurred_at`)} as "occurredAt",
           case when not a.charged then 'unresolved' when a.amount is null then 'unpriced' else 'priced' end as state,
           case when c.attempt_id is null then a.amount else c.amount end as amount,
           case when c.attempt_id is null then a.source else c.source end as source
    from ${ATTEMPTS} a
    left join generation_costs.charges c on c.attempt_id = a.attempt_id
    left join generation_costs.ebooks e on e.ebook_id = a.ebook_id
    where a.attempt_id = ${these}`)
  return rows
}

type CorrectionRow = Omit<ExportedCorrection, "amount"> & { attemptId: string; amount: string }

/** What was said while an answer was lost is superseded by its charge, and is what the attempt costs where there is none. */
async function correctionsOf(db: Reader, these: SQL): Promise<Map<string, ExportedCorrection[]>> {
  const { rows } = await db.execute<CorrectionRow>(sql`
    select d.attempt_id as "attemptId", d.kind, d.amount, d.reason, d.author,
           ${isoText(sql`d.recorded_at`)} as "recordedAt"
    from generation_costs.adjustments d where d.attempt_id = ${these} and d.kind <> 'resolution' order by d.id`)
  const byAttempt = Map.groupBy(rows, ({ attemptId }) => attemptId)
  return new Map(
    [...byAttempt].map(([id, all]) => [id, all.map(({ amount, ...row }) => ({ ...row, amount: decimal(amount) }))]),
  )
}

const toAttempt = (
  { amount, ...row }: Row,
  lines: readonly UsageLine[],
  corrections: readonly ExportedCorrection[],
): ExportedAttempt => ({ ...row, amount: exactly(amount), lines: lines.map(toLine), corrections })

const toLine = ({ quantity, unitPrice, amount, ...line }: UsageLine) => ({
  ...line,
  quantity: decimal(quantity),
  unitPrice: exactly(unitPrice),
  amount: exactly(amount),
})

const exactly = (amount: string | null) => (amount === null ? null : decimal(amount))

const isoText = (at: SQL): SQL => sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
