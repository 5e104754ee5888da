import { type SQL, sql } from "drizzle-orm"
import { EVER, type Period, stretchesOf } from "../../domain/time/period.ts"
import { isoOf } from "../../domain/time/reader-days.ts"

export type AttemptState = "unpriced" | "unresolved" | "wasted" | "without-book"

/** null lets everything pass. */
export type AttemptFilter = {
  simulated: boolean | null
  ebookId: string | null
  model: string | null
  purpose: string | null
  outcome: string | null
  wasteReason: string | null
  /** Empty: the theme is not known. */
  themeId: string | null
  state: AttemptState | null
  period: Period
}

export const EVERY_ATTEMPT: AttemptFilter = {
  simulated: null,
  ebookId: null,
  model: null,
  purpose: null,
  outcome: null,
  wasteReason: null,
  themeId: null,
  state: null,
  period: EVER,
}

const STATES: Record<AttemptState, SQL> = {
  unpriced: sql`s.unpriced = 1`,
  unresolved: sql`s.unresolved = 1`,
  wasted: sql`s.waste_reason is not null`,
  "without-book": sql`s.ebook_id is null`,
}

/** The condition on a standing `s`; which money it is stands apart, for the sake of the index. */
export function matches(filter: AttemptFilter): SQL {
  const { ebookId, model, purpose, outcome, wasteReason, themeId, state, period } = filter
  return sql.join(
    [
      isWithin(period, sql`s.occurred_at`),
      ...(ebookId === null ? [] : [sql`s.ebook_id = ${ebookId}`]),
      ...(model === null ? [] : [sql`s.model = ${model}`]),
      ...(purpose === null ? [] : [sql`s.purpose = ${purpose}`]),
      ...(outcome === null ? [] : [sql`s.outcome = ${outcome}`]),
      ...(wasteReason === null ? [] : [sql`s.waste_reason = ${wasteReason}`]),
      ...(themeId === null ? [] : [themeId === "" ? sql`s.theme_id is null` : sql`s.theme_id = ${themeId}`]),
      ...(state === null ? [] : [STATES[state]]),
    ],
    sql` and `,
  )
}

export function isWithin(period: Period, at: SQL): SQL {
  const times = stretchesOf(period).map(
    ({ from, to }) => sql`(${at} >= ${isoOf(from)}::timestamptz and ${at} < ${isoOf(to)}::timestamptz)`,
  )
  return times.length === 0 ? sql`false` : sql`(${sql.join(times, sql` or `)})`
}
