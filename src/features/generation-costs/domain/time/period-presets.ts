import { Temporal } from "../../../../shared/temporal.ts"
import type { Period } from "./period.ts"

/** Periods that have a name and move with the reader's calendar. */
export const PRESETS = ["this-month", "last-month", "last-7-days", "last-30-days", "this-year", "everything"] as const
export type Preset = (typeof PRESETS)[number]

/** The date on the reader's wall, YYYY-MM-DD. */
export const todayIn = (timeZone: string, now: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** Months and years are whole, also while they last; the last days include `today`. */
export function presetPeriod(preset: Preset, today: string, timeZone: string): Period {
  const days = daysOf(preset, Temporal.PlainDate.from(today))
  if (days === null) return { from: null, to: null, timeZone }
  const [from, to] = days
  return { from: { day: from.toString() }, to: { day: to.toString() }, timeZone }
}

type Days = [from: Temporal.PlainDate, to: Temporal.PlainDate]

function daysOf(preset: Preset, today: Temporal.PlainDate): Days | null {
  switch (preset) {
    case "this-month":
      return monthOf(today)
    case "last-month":
      return monthOf(today.subtract({ months: 1 }))
    case "last-7-days":
      return [today.subtract({ days: 6 }), today]
    case "last-30-days":
      return [today.subtract({ days: 29 }), today]
    case "this-year":
      return [today.with({ month: 1, day: 1 }), today.with({ month: 12, day: 31 })]
    case "everything":
      return null
  }
}

const monthOf = (day: Temporal.PlainDate): Days => [day.with({ day: 1 }), day.with({ day: day.daysInMonth })]
