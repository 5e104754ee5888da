import { type Decimal, decimal, sum, toText, ZERO } from "../../../../shared/money.ts"

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
  quantities: Quantities
}

/** What was consumed: tokens on every token meter, images returned, and how many of how many charges told their usage. */
export type Quantities = { tokens: string; images: number; told: number; charges: number }

/** One line of `measures` as the database gives it. */
export type MeasuresRow = {
  attempts: number
  generations: number
  unpriced: number
  unresolved: number
  wasted: number
  kept_pages: number
  images: number
  told: number
  tokens: string
  amount: string
  waste: string
}

/** What calls under way hold: how many, and US dollars of those whose cost is expected. */
export type Held = { count: number; amount: Decimal }
export const NOTHING_HELD: Held = { count: 0, amount: ZERO }

export const exact = (numeric: string): string => toText(decimal(numeric))
export const exactOrNull = (numeric: string | null): string | null => (numeric === null ? null : exact(numeric))

/** Adds lines up to one. */
export function toSums(rows: readonly MeasuresRow[], held: Held, simulated: boolean): Sums {
  const count = (name: Exclude<keyof MeasuresRow, "tokens" | "amount" | "waste">) =>
    rows.reduce((all, row) => all + row[name], 0)
  const add = (name: "tokens" | "amount" | "waste") => toText(sum(rows.map((row) => decimal(row[name]))))
  const [amount, keptPages, attempts, unresolvedCount] = [
    add("amount"),
    count("kept_pages"),
    count("attempts"),
    count("unresolved"),
  ]
  return {
    total: {
      amount,
      currency: "USD",
      unpricedCount: count("unpriced"),
      unresolvedCount,
      heldAmount: toText(held.amount),
      heldCount: held.count,
      simulated,
    },
    generations: count("generations"),
    attempts,
    keptPages,
    costPerKeptPage: keptPages === 0 ? null : share(amount, keptPages),
    waste: add("waste"),
    wastedAttempts: count("wasted"),
    quantities: {
      tokens: add("tokens"),
      images: count("images"),
      told: count("told"),
      charges: attempts - unresolvedCount,
    },
  }
}

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
