import { type SQL, sql } from "drizzle-orm"
import { parseLosslessly } from "../../../shared/json.ts"
import { decimal, toText } from "../../../shared/money.ts"
import { type AttemptFilter, matches } from "./attempt-filter.ts"

import { ATTEMPTS, type Reader } from "./ledger-rows.ts"
import { exactOrNull } from "./sums.ts"
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
  adjustments: []
  /** The provider's own JSON; its numbers keep their digits when it is written. */
  usage: unknown
}

export type Slice = { page: number; pageSize: number }

export async function readAttempt(db: Reader, attemptId: string): Promise<AttemptCost | null> {
  const [found] = await attempts(db, sql`where a.attempt_id = ${attemptId}`)
  return found ?? null
}

/** One page of attempts, newest first, and how many there are. */
export async function listAttempts(
  db: Reader,
  filter: AttemptFilter,
  { page, pageSize }: Slice,
): Promise<{ items: AttemptCost[]; total: number }> {
  const where = sql`where ${matches(filter)}`
  const counted = await db.execute<{ total: number }>(sql`select count(*)::int as total from ${ATTEMPTS} a ${where}`)
  const items = await attempts(
    db,
    sql`${where} order by a.occurred_at desc nulls last, a.attempt_id limit ${pageSize} offset ${(page - 1) * pageSize}`,
  )
  return { items, total: counted.rows[0]?.total ?? 0 }
}

type Row = Omit<AttemptCost, "currency" | "variance" | "lines" | "adjustments" | "usage"> & { usage: string | null }

async function attempts(db: Reader, rest: SQL): Promise<AttemptCost[]> {
  const { rows } = await db.execute<Row>(sql`
    select a.attempt_id as "attemptId", a.generation_id as "generationId", a.ebook_id as "ebookId", a.pages, a.purpose,
           a.route, a.model, a.requested_model as "requestedModel", a.provider, a.outcome, a.amount, a.source,
           to_char(a.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt",
           a.reported, a.computed, a.simulated, a.usage
    from ${ATTEMPTS} a ${rest}`)
  const lines = await linesOf(
    db,
    rows.map(({ attemptId }) => attemptId),
  )
  return rows.map(({ usage, ...row }) => ({
    ...row,
    amount: exactOrNull(row.amount),
    currency: "USD",
    reported: exactOrNull(row.reported),
    computed: exactOrNull(row.computed),
    variance: variance(row),
    lines: lines.get(row.attemptId) ?? [],
    adjustments: [],
    usage: usage === null ? null : jsonOrText(usage),
  }))
}

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
