import { type SQL, sql } from "drizzle-orm"
import { MODEL, WASTED } from "./ledger-rows.ts"
import { EVER, isWithin, type Period } from "./period.ts"

export type AttemptState = "unpriced" | "unresolved" | "wasted" | "without-book"

/** null lets everything pass. */
export type AttemptFilter = {
  simulated: boolean | null
  ebookId: string | null
  model: string | null
  outcome: string | null
  state: AttemptState | null
  period: Period
}

export const EVERY_ATTEMPT: AttemptFilter = {
  simulated: null,
  ebookId: null,
  model: null,
  outcome: null,
  state: null,
  period: EVER,
}

/** The condition on an attempt `a`. */
const STATES: Record<AttemptState, SQL> = {
  unpriced: sql`a.charged and a.amount is null`,
  unresolved: sql`not a.charged`,
  wasted: WASTED,
  "without-book": sql`a.ebook_id is null`,
}

export const matches = ({ simulated, ebookId, model, outcome, state, period }: AttemptFilter): SQL =>
  sql.join(
    [
      isWithin(period, sql`a.occurred_at`),
      ...(simulated === null ? [] : [sql`a.simulated = ${simulated}`]),
      ...(ebookId === null ? [] : [sql`a.ebook_id = ${ebookId}`]),
      ...(model === null ? [] : [sql`${MODEL} = ${model}`]),
      ...(outcome === null ? [] : [sql`a.outcome = ${outcome}`]),
      ...(state === null ? [] : [sql`(${STATES[state]})`]),
    ],
    sql` and `,
  )
