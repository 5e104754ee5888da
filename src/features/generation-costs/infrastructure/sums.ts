import { type SQL, sql } from "drizzle-orm"
import { decimal, toText } from "../../../shared/money.ts"

/** What is known (`amount`), and beside it what has no price, what is unresolved and what is still held. US dollars, exact. */
export type Total = {
  amount: string
  currency: "USD"
  unpricedCount: number
  unresolvedCount: number
  heldAmount: string
  heldCount: number
  simulated: boolean
}

export type Sums = {
  total: Total
  generations: number
  attempts: number
  keptPages: number
  /** null: no page is kept yet. */
  costPerKeptPage: string | null
  waste: string
  wastedAttempts: number
}

export type SumsRow = {
  amount: string
  unpriced: number
  unresolved: number
  held_amount: string
  held: number
  generations: number
  attempts: number
  kept: number
  waste: string
  wasted: number
}

/** Aggregates over rows of kind, generation_id, amount, kept, wasted; `kind` is charge, unresolved or held. */
export const SUMS: SQL = sql`
  coalesce(sum(amount) filter (where kind = 'charge'), 0) as amount,
  (count(*) filter (where kind = 'charge' and amount is null))::int as unpriced,
  (count(*) filter (where kind = 'unresolved'))::int as unresolved,
  coalesce(sum(amount) filter (where kind = 'held'), 0) as held_amount,
  (count(*) filter (where kind = 'held'))::int as held,
  (count(distinct generation_id))::int as generations,
  (count(*) filter (where kind <> 'held'))::int as attempts,
  coalesce(sum(kept), 0)::int as kept,
  coalesce(sum(amount) filter (where wasted), 0) as waste,
  (count(*) filter (where wasted))::int as wasted`

export const exact = (numeric: string): string => toText(decimal(numeric))
export const exactOrNull = (numeric: string | null): string | null => (numeric === null ? null : exact(numeric))

export const toSums = (row: SumsRow, simulated: boolean): Sums => ({
  total: {
    amount: exact(row.amount),
    currency: "USD",
    unpricedCount: row.unpriced,
    unresolvedCount: row.unresolved,
    heldAmount: exact(row.held_amount),
    heldCount: row.held,
    simulated,
  },
  generations: row.generations,
  attempts: row.attempts,
  keptPages: row.kept,
  costPerKeptPage: row.kept === 0 ? null : share(row.amount, row.kept),
  waste: exact(row.waste),
  wastedAttempts: row.wasted,
})

/** amount / parts, rounded once, half-even, to the picodollar; on whole numbers, since a cut quotient would round twice. */
export const share = (amount: string, parts: number): string =>
  toText(decimal(String(divide(picodollars(amount), BigInt(parts)))).times("1e-12"))

/** amount / parts for reading: four digits past the point, or as many as show two that count; rounded once, half-even. */
export function roundedShare(amount: string, parts: number): string {
  for (let digits = 4; digits < 12; digits++) {
    const rounded = divide(picodollars(amount), BigInt(parts) * 10n ** BigInt(12 - digits))
    if (rounded > 9n || rounded < -9n) return toText(decimal(String(rounded)).times(`1e-${digits}`))
  }
  return share(amount, parts)
}

/** What part of `whole` is, in per cent: "16.0%", with more digits only where one would show 0; half-even. null: of nothing there is no part. */
export function percent(part: string, whole: string): string | null {
  const [of, all] = [picodollars(part), picodollars(whole)]
  if (all <= 0n) return null
  for (let digits = 1; ; digits++) {
    const rounded = divide(of * 10n ** BigInt(digits + 2), all)
    if (rounded !== 0n || of === 0n) return `${decimal(String(rounded)).times(`1e-${digits}`).toFixed(digits)}%`
  }
}

const picodollars = (amount: string): bigint => BigInt(decimal(amount).times("1e12").toFixed(0))

/** Rounded half-even; `by` is positive. */
function divide(dividend: bigint, by: bigint): bigint {
  const sign = dividend < 0n ? -1n : 1n
  const [quotient, twice] = [(dividend * sign) / by, ((dividend * sign) % by) * 2n]
  return (quotient + (twice > by || (twice === by && quotient % 2n === 1n) ? 1n : 0n)) * sign
}
