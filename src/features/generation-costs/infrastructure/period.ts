import { type SQL, sql } from "drizzle-orm"

/** A calendar day of the reader (YYYY-MM-DD) or an instant (ISO 8601 with its offset). */
export type Bound = { day: string } | { instant: string }

/** `from` is inclusive; a day as `to` is included whole, an instant is exclusive; null is open. `timeZone` is an IANA name. */
export type Period = { from: Bound | null; to: Bound | null; timeZone: string }

export const EVER: Period = { from: null, to: null, timeZone: "UTC" }

export const dayOf = (at: SQL, timeZone: string): SQL => sql`to_char(${at} at time zone ${timeZone}, 'YYYY-MM-DD')`
export const monthOf = (at: SQL, timeZone: string): SQL => sql`to_char(${at} at time zone ${timeZone}, 'YYYY-MM')`

/**
 * Whether an instant lies in the period. Days are compared as the reader's local dates, the same cut as `dayOf`, so that
 * days sum to their range even where a clock goes back over midnight; the outer bounds, a day wider, let an index help.
 */
export function isWithin({ from, to, timeZone }: Period, at: SQL): SQL {
  return sql`(${from ? startsAfter(from, at, timeZone) : sql`true`} and ${to ? endsBefore(to, at, timeZone) : sql`true`})`
}

const startsAfter = (bound: Bound, at: SQL, timeZone: string): SQL =>
  "instant" in bound
    ? sql`${at} >= ${bound.instant}::timestamptz`
    : sql`${at} >= (${bound.day}::date - 1)::timestamp at time zone ${timeZone}
          and (${at} at time zone ${timeZone})::date >= ${bound.day}::date`

const endsBefore = (bound: Bound, at: SQL, timeZone: string): SQL =>
  "instant" in bound
    ? sql`${at} < ${bound.instant}::timestamptz`
    : sql`${at} < (${bound.day}::date + 2)::timestamp at time zone ${timeZone}
          and (${at} at time zone ${timeZone})::date <= ${bound.day}::date`
