import { Temporal } from "../../../../shared/temporal.ts"
import { type Bound, datesOf, type Period, stretchesOf } from "./period.ts"
import { datesIn, joined, type Micros, microsOf, type Stretch } from "./reader-days.ts"

/** Beyond this many days a period is cut into months. */
const MOST_DAYS = 62
/** Beyond these, what lies before and after everything that was sent is left out. */
const MOST_DAYS_WHOLE = 366

/**
 * A period cut for a chart: every date (YYYY-MM-DD) or month (YYYY-MM) in order, also where nothing was sent, and the time
 * each stands for. `first` and `last` are dates.
 */
export type TimeSteps = {
  unit: "day" | "month"
  keys: string[]
  stretches: (Stretch & { key: string })[]
  first: string
  last: string
}

/** `used` closes an open end of the period. null: there is no time to cut. */
export function timeStepsOf(period: Period, used: Stretch | null): TimeSteps | null {
  const whole = closed(period, used)
  const asked = whole && datesOfBounds(whole)
  if (!whole || !asked) return null
  const shown = asked.days <= MOST_DAYS_WHOLE ? whole : used && cutTo(whole, used)
  const dates = shown && datesOfBounds(shown)
  if (!shown || !dates) return null
  const { first, last, days } = dates
  const unit = days > MOST_DAYS ? "month" : "day"
  const keyOf = (date: string) => (unit === "month" ? date.slice(0, 7) : date)
  const dated = stretchesOf(shown).flatMap((stretch) => datesOf(shown, stretch))
  const keyed = dated.map(({ date, ...time }) => ({ ...time, key: keyOf(date) }))
  return {
    unit,
    keys: keysBetween(unit, first, last),
    stretches: joined(keyed, (a, b) => a.key === b.key),
    first,
    last,
  }
}

type Closed = { from: Bound; to: Bound; timeZone: string }

function closed({ from, to, timeZone }: Period, used: Stretch | null): Closed | null {
  const [first, last] = [from ?? (used && dayOf(used.from, timeZone)), to ?? (used && dayOf(used.to, timeZone))]
  return first && last && { from: first, to: last, timeZone }
}

/** The same period without what lies before and after `used`. */
function cutTo({ from, to, timeZone }: Closed, used: Stretch): Closed {
  const [first, last] = [dayOf(used.from, timeZone), dayOf(used.to, timeZone)]
  return {
    from: dateOf(from, timeZone, "from") < first.day ? first : from,
    to: dateOf(to, timeZone, "to") > last.day ? last : to,
    timeZone,
  }
}

function datesOfBounds({ from, to, timeZone }: Closed): { first: string; last: string; days: number } | null {
  const [first, last] = [dateOf(from, timeZone, "from"), dateOf(to, timeZone, "to")]
  const days = Temporal.PlainDate.from(first).until(last).days + 1
  return days > 0 ? { first, last, days } : null
}

/** The date a bound falls on; an instant as `to` is exclusive. */
function dateOf(bound: Bound, timeZone: string, side: "from" | "to"): string {
  if ("day" in bound) return bound.day
  const at = microsOf(bound.instant)
  return dayOf(side === "from" ? at : at - 1n, timeZone).day
}

function dayOf(at: Micros, timeZone: string): { day: string } {
  const [on] = datesIn(timeZone, { from: at, to: at + 1n })
  if (!on) throw new Error("a microsecond lies on no date")
  return { day: on.date }
}

function keysBetween(unit: "day" | "month", first: string, last: string): string[] {
  const keys: string[] = []
  for (let at = Temporal.PlainDate.from(first); at.toString() <= last; at = next(unit, at)) {
    keys.push(unit === "month" ? at.toString().slice(0, 7) : at.toString())
  }
  return keys
}

const next = (unit: "day" | "month", at: Temporal.PlainDate): Temporal.PlainDate =>
  unit === "day" ? at.add({ days: 1 }) : at.with({ day: 1 }).add({ months: 1 })
