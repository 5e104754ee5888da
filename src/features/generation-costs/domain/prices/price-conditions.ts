import { type Decimal, parseDecimal } from "../../../../shared/money.ts"

/** When a price holds, in OpenRouter's own words: an entry of `overrides` without its prices. All of it must be so. */
export type Condition = { readonly [name: string]: string | number | boolean | null }

/** What conditions are about: when a call was sent, and how many prompt tokens it had; null: not told. */
export type Call = { occurredAt: Date; promptTokens: Decimal | null }

/** Whether a condition holds; null: it cannot be told, or it is one that we do not read. */
export function holds(condition: Condition, call: Call): boolean | null {
  const { utc_start, utc_end, ...others } = condition
  const judged = Object.entries(others).map(([name, value]) =>
    name === "min_prompt_tokens" ? isAbove(value, call) : null,
  )
  if (utc_start !== undefined || utc_end !== undefined) judged.push(isWithin(utc_start, utc_end, call.occurredAt))
  return judged.includes(false) ? false : judged.includes(null) ? null : true
}

/** Strictly more prompt tokens than that. */
function isAbove(least: unknown, { promptTokens }: Call): boolean | null {
  const limit = parseDecimal(String(least))
  return limit === null || promptTokens === null ? null : promptTokens.gt(limit)
}

const CLOCK = /^([01]\d|2[0-3])([0-5]\d)$/

/** Half open, "2200" to "0600" goes over midnight. */
function isWithin(start: unknown, end: unknown, at: Date): boolean | null {
  const [from, to] = [minutesOf(start), minutesOf(end)]
  if (from === null || to === null) return null
  const now = at.getUTCHours() * 60 + at.getUTCMinutes()
  return from <= to ? from <= now && now < to : from <= now || now < to
}

function minutesOf(clock: unknown): number | null {
  const [, hours, minutes] = CLOCK.exec(String(clock)) ?? []
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes)
}
