import { breakdownSentences } from "./costs/breakdown-sentences.ts"
import { sentences } from "./sentences.ts"

export const pageLabel = (page: number): string => (page === 0 ? sentences.cover : sentences.page(page))

const OUTCOMES: Readonly<Record<string, string>> = sentences.outcomes
export const outcomeLabel = (outcome: string): string => OUTCOMES[outcome] ?? outcome

const METERS: Readonly<Record<string, string>> = sentences.attempt.meters
export const meterLabel = (meter: string): string => METERS[meter] ?? meter

/** Writes instants as "23 Nov 2026, 13:58" on the clock of a zone, which the page must name. */
export function minuteIn(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat(sentences.locale, { dateStyle: "medium", timeStyle: "short", timeZone })
  return (at) => format.format(at)
}
export const minute = minuteIn("UTC")

/** "23 Nov 2026, 13:58:04.118 UTC". */
export function millisecond(at: Date): string {
  const [, time = ""] = at.toISOString().split("T")
  return `${minute(at).replace(/, .*/, "")}, ${time.replace("Z", " UTC")}`
}

const PURPOSES: Readonly<Record<string, string>> = breakdownSentences.purpose.names
export const purposeLabel = (purpose: string): string => PURPOSES[purpose] ?? purpose

const REASONS: Readonly<Record<string, string>> = breakdownSentences.reason.names
export const reasonLabel = (reason: string): string => REASONS[reason] ?? reason

/** "Farm animals" of farm-animals; the ledger knows no more of a theme than its id. */
export const themeLabel = (themeId: string): string =>
  themeId === "" ? breakdownSentences.theme.unknown : capital(themeId.replaceAll("-", " "))

const capital = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1)
