import { sql } from "drizzle-orm"
import { parseLosslessly } from "../../../../shared/json.ts"
import { decimal, toText } from "../../../../shared/money.ts"
import type { AttemptFilter } from "../sums/attempt-filter.ts"
import { newestStandings, type Slice } from "../sums/attempt-list.ts"
import { countAttempts } from "../sums/count-attempts.ts"
import { exactOrNull } from "../sums/sums.ts"
import { type Adjustment, adjustmentsOf } from "./adjustment-queries.ts"
import { ATTEMPTS, type Reader } from "./ledger-rows.ts"
import { linesOf, type UsageLine } from "./usage-line-queries.ts"

/** An attempt as the ledger knows it. Amounts are US dollars, exact decimal text; null is unknown. Times are ISO 8601, UTC. */
export type AttemptCost = {
  attemptId: string
  generationId: string
  ebookId: string | null
  pages: number[]
  purpose: string
  route: string
  /** The model that served; null while the answer is lost. */
  model: string | null
  requestedModel: string
  provider: string | null
  outcome: string
  occurredAt: string
  amount: string | null
  currency: "USD"
  source: "provider" | "local" | null
  reported: string | null
  computed: string | null
  variance: string | null
  simulated: boolean
  lines: UsageLine[]
  adjustments: Adjustment[]
  /** The provider's own JSON; its numbers keep their digits when it is written. */
  usage: unknown
}

export async function readAttempt(db: Reader, attemptId: string): Promise<AttemptCost | null> {
  const [found] = await readAttempts(db, [attemptId])
  return found ?? null
}

/** One page of attempts, newest first, and how many there are. */
export async function listAttempts(
  db: Reader,
  filter: AttemptFilter,
  slice: Slice,
): Promise<{ items: AttemptCost[]; total: number }> {
  const { attempts: total } = await countAttempts(db, filter)
  const { rows } = await db.execute<{ id: string }>(
    sql`select s.attempt_id as id from ${newestStandings(filter, slice)}
        order by s.occurred_at desc nulls last, s.attempt_id`,
  )
  const items = await readAttempts(
    db,
    rows.map(({ id }) => id),
  )
  return { items, total }
}

type Row = Omit<AttemptCost, "currency" | "variance" | "lines" | "adjustments" | "usage"> & {
  usage: string | null
  /** Those it was priced by again; null: its own hold. */
  correctedLines: UsageLine[] | null
}

/** These attempts, in this order. */
async function readAttempts(db: Reader, attemptIds: readonly string[]): Promise<AttemptCost[]> {
  if (attemptIds.length === 0) return []
  const { rows } = await db.execute<Row>(sql`
    select a.attempt_id as "attemptId", a.generation_id as "generationId", a.ebook_id as "ebookId", a.pages, a.purpose,
           a.route, a.model, a.requested_model as "requestedModel", a.provider, a.outcome, a.amount, a.source,
           to_char(a.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt",
           a.reported, a.computed, a.simulated, a.usage, a.corrected_lines as "correctedLines"
    from ${ATTEMPTS} a
    where a.attempt_id = any(array(select jsonb_array_elements_text(${JSON.stringify(attemptIds)}::jsonb)))`)
  const [lines, adjustments] = [await linesOf(db, attemptIds), await adjustmentsOf(db, attemptIds)]
  const found = new Map(rows.map((row) => [row.attemptId, row]))
  return attemptIds.flatMap((attemptId) => {
    const row = found.get(attemptId)
    return row ? [toAttempt(row, lines.get(attemptId) ?? [], adjustments.get(attemptId) ?? [])] : []
  })
}

const toAttempt = (
  { usage, correctedLines, ...row }: Row,
  lines: UsageLine[],
  adjustments: Adjustment[],
): AttemptCost => ({
  ...row,
  amount: exactOrNull(row.amount),
  currency: "USD",
  reported: exactOrNull(row.reported),
  computed: exactOrNull(row.computed),
  variance: variance(row),
  lines: correctedLines ?? lines,
  adjustments,
  usage: usage === null ? null : jsonOrText(usage),
})

/** A stored usage that is no JSON, or too deep to be read, is shown as the text it is. */
function jsonOrText(usage: string): unknown {
  try {
    return parseLosslessly(usage)
  } catch {
    return usage
  }
}

/** reported − computed, where both are known. */
const variance = ({ reported, computed }: Pick<Row, "reported" | "computed">): string | null =>
  reported === null || computed === null ? null : toText(decimal(reported).minus(decimal(computed)))
