import {
  DAY,
  type DatedStretch,
  datesIn,
  joined,
  type Micros,
  microsOf,
  type Stretch,
  utcMidnight,
} from "./reader-days.ts"

/** A calendar day of the reader (YYYY-MM-DD) or an instant (ISO 8601 with its offset). */
export type Bound = { day: string } | { instant: string }

/** `from` is inclusive; a day as `to` is included whole, an instant is exclusive; null is open. `timeZone` is an IANA name. */
export type Period = { from: Bound | null; to: Bound | null; timeZone: string }

export const EVER: Period = { from: null, to: null, timeZone: "UTC" }

/** Nothing was sent before, and nothing will be after. */
const BEGINNING = utcMidnight("1970-01-01")
const END = microsOf("+010000-01-01T00:00:00Z")
/** A local day begins less than this before or after midnight UTC of its date, and a clock goes back by less. */
const MARGIN = 2n * DAY

/** The time that the period is made of, in order: one stretch, but where a clock went back over midnight at its edge. */
export function stretchesOf(period: Period): Stretch[] {
  const { from, to } = period
  const first = from === null ? BEGINNING : "day" in from ? utcMidnight(from.day) - MARGIN : microsOf(from.instant)
  const last = to === null ? END : "day" in to ? utcMidnight(to.day) + MARGIN + DAY : microsOf(to.instant)
  const [begin, end] = [most(first, BEGINNING), least(last, END)]
  const afterFirst = isDay(from) ? least(begin + 2n * MARGIN, end) : begin
  const beforeLast = isDay(to) ? most(end - 2n * MARGIN - DAY, afterFirst) : end
  const parts = [
    ...datesOf(period, { from: begin, to: afterFirst }),
    { from: afterFirst, to: beforeLast },
    ...datesOf(period, { from: beforeLast, to: end }),
  ]
  return joined(
    parts.filter((part) => part.from < part.to).map((part) => ({ from: part.from, to: part.to })),
    () => true,
  )
}

/** The local dates of the period within a stretch of time. */
export function datesOf({ from, to, timeZone }: Period, stretch: Stretch): DatedStretch[] {
  const part = {
    from: from && "instant" in from ? most(stretch.from, microsOf(from.instant)) : stretch.from,
    to: to && "instant" in to ? least(stretch.to, microsOf(to.instant)) : stretch.to,
  }
  return datesIn(timeZone, part).filter(
    ({ date }) => (!isDay(from) || date >= from.day) && (!isDay(to) || date <= to.day),
  )
}

const isDay = (bound: Bound | null): bound is { day: string } => bound !== null && "day" in bound
const least = (a: Micros, b: Micros) => (a < b ? a : b)
const most = (a: Micros, b: Micros) => (a > b ? a : b)
