import type { Preset } from "../../domain/time/period-presets.ts"

const presets: Readonly<Record<Preset | "days", string>> = {
  "this-month": "This month",
  "last-month": "Last month",
  "last-7-days": "Last 7 days",
  "last-30-days": "Last 30 days",
  "this-year": "This year",
  everything: "Everything",
  days: "From … to …",
}

/** What is said of periods and of the reader's days. */
export const periodSentences = {
  form: "Period",
  label: "Period",
  presets,
  zone: "Days end at midnight in",
  otherZone: "Another zone",
  typedZone: "Its name",
  from: "From",
  to: "To, included",
  show: "Show",
  everything: "Everything so far",
  dayAndMonth: (day: number, month: string, year: string | null) => `${day} ${month}${year === null ? "" : ` ${year}`}`,
  month: (month: string, year: string | null) => (year === null ? month : `${month} ${year}`),
  until: (from: string, to: string) => `${from} to ${to}`,
  noPreset: (given: string) =>
    `“${given}” is no period. Take one of the list, or “From … to …” with the first and the last day.`,
  noZone: (given: string) => `“${given}” is no time zone. Take an IANA name such as Europe/Paris.`,
  noDay: (given: string) => `“${given}” is no date. A period takes dates such as 2026-11-23.`,
  backwards: "The period ends before it begins. Take a last day that is not before the first.",
}
