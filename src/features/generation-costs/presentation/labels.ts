import { sentences } from "./sentences.ts"

export const pageLabel = (page: number): string => (page === 0 ? sentences.cover : sentences.page(page))

const OUTCOMES: Readonly<Record<string, string>> = sentences.outcomes
export const outcomeLabel = (outcome: string): string => OUTCOMES[outcome] ?? outcome

const METERS: Readonly<Record<string, string>> = sentences.attempt.meters
export const meterLabel = (meter: string): string => METERS[meter] ?? meter

const DAY = new Intl.DateTimeFormat(sentences.locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })

/** "23 Nov 2026, 13:58", in UTC, which the page must say. */
export const minute = (at: Date): string => DAY.format(at)

/** "23 Nov 2026, 13:58:04.118 UTC". */
export function millisecond(at: Date): string {
  const [, time = ""] = at.toISOString().split("T")
  return `${minute(at).replace(/, .*/, "")}, ${time.replace("Z", " UTC")}`
}
