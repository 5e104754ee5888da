import { sentences } from "./sentences.ts"

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(sentences.locale, { timeZone: "UTC", ...options })
const DAY = inUtc({ weekday: "long", day: "numeric", month: "long" })
const DAY_OF_YEAR = inUtc({ weekday: "long", day: "numeric", month: "long", year: "numeric" })
const SHORT_DAY = inUtc({ day: "numeric", month: "short", year: "numeric" })
const MONTH = inUtc({ month: "long", year: "numeric" })

const dateOf = (at: Date) => at.toISOString().slice(0, 10)

/** "Today, Monday 23 November", "Saturday 21 November", "Saturday 29 November 2025", UTC. */
export function dayText(at: Date, now: Date): string {
  if (at.getUTCFullYear() !== now.getUTCFullYear()) return DAY_OF_YEAR.format(at).replace(",", "")
  const day = DAY.format(at).replace(",", "")
  return dateOf(at) === dateOf(now) ? sentences.today(day) : day
}

/** "14:06:31" and ".402", UTC. */
export function clock(at: Date): { second: string; fraction: string } {
  const text = at.toISOString()
  return { second: text.slice(11, 19), fraction: text.slice(19, 23) }
}

/** "23 Nov 2026, 14:06:31.402 UTC" */
export function instantText(at: Date): string {
  const { second, fraction } = clock(at)
  return `${SHORT_DAY.format(at)}, ${second}${fraction} UTC`
}

/** "August 2026" of "2026-08-01". */
export const monthText = (firstDay: string): string => MONTH.format(new Date(firstDay))

const MS_A_SECOND = 1_000

/** "4 ms", "1.2 s" */
export const durationText = (ms: number): string =>
  ms < MS_A_SECOND ? sentences.ms(ms) : sentences.seconds((ms / MS_A_SECOND).toFixed(1))

/** Whole seconds until then, "8 s"; null where it is over. */
export function waitText(until: Date, now: Date): string | null {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / MS_A_SECOND)
  return seconds > 0 ? sentences.seconds(String(seconds)) : null
}
