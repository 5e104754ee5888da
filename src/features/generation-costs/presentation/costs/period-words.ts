import { sentences } from "../sentences.ts"
import { periodSentences as say } from "./period-sentences.ts"

const MONTH = new Intl.DateTimeFormat(sentences.locale, { month: "long", timeZone: "UTC" })
const SHORT_MONTH = new Intl.DateTimeFormat(sentences.locale, { month: "short", timeZone: "UTC" })

/** "1 to 24 November": dates (YYYY-MM-DD), as far as they have come; years only where one is not this year. */
export function daysInWords(first: string, last: string, today: string): string {
  const end = first <= today && today < last ? today : last
  const year = isOfYear(first, today) && isOfYear(end, today) ? null : end.slice(0, 4)
  if (first === end) return written(end, year)
  if (first.slice(0, 7) === end.slice(0, 7)) return say.until(String(dayOf(first)), written(end, year))
  return say.until(written(first, isOfYear(first, end) ? null : first.slice(0, 4)), written(end, year))
}

/** A step of time: "24 November" of a date, "November" of a month (YYYY-MM). */
export function stepInWords(key: string, today: string): string {
  const year = isOfYear(key, today) ? null : key.slice(0, 4)
  return key.length > 7 ? written(key, year) : say.month(monthOf(key), year)
}

/** "Nov" of a date or a month. */
export const shortMonth = (key: string): string => SHORT_MONTH.format(new Date(`${key.slice(0, 7)}-01`))

export const dayOf = (date: string): number => Number(date.slice(8))
const monthOf = (key: string) => MONTH.format(new Date(`${key.slice(0, 7)}-01`))
const written = (date: string, year: string | null) => say.dayAndMonth(dayOf(date), monthOf(date), year)
const isOfYear = (date: string, other: string) => date.slice(0, 4) === other.slice(0, 4)
