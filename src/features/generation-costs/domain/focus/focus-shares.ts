import { type Decimal, decimal, sum, ZERO } from "../../../../shared/money.ts"

/** What charges are rounded to, in digits past the point. */
const PICODOLLAR_DIGITS = 12

/**
 * Cuts an amount in proportion to weights, which are not negative; without any weight, in equal parts. The shares are whole
 * picodollars (finer where the amount is) that sum to it exactly: the largest remainders take what is left over.
 */
export function sharesOf(amount: Decimal, weights: readonly Decimal[]): Decimal[] {
  const digits = Math.max(PICODOLLAR_DIGITS, digitsOf(amount))
  const whole = integer(amount, digits)
  const fine = Math.max(...weights.map(digitsOf))
  const parts = sum(weights).gt(ZERO) ? weights.map((weight) => integer(weight, fine)) : weights.map(() => 1n)
  return allocate(whole < 0n ? -whole : whole, parts).map((share) =>
    decimal(String(whole < 0n ? -share : share)).times(`1e-${digits}`),
  )
}

/** `whole` is not negative, and the parts are not all 0. */
function allocate(whole: bigint, parts: readonly bigint[]): bigint[] {
  const all = parts.reduce((a, b) => a + b, 0n)
  const cut = parts.map((part, nth) => ({ nth, share: (whole * part) / all, rest: (whole * part) % all }))
  const left = Number(whole - cut.reduce((a, { share }) => a + share, 0n))
  const topped = new Set(
    cut
      .toSorted((a, b) => (a.rest === b.rest ? a.nth - b.nth : a.rest > b.rest ? -1 : 1))
      .slice(0, left)
      .map(({ nth }) => nth),
  )
  return cut.map(({ nth, share }) => (topped.has(nth) ? share + 1n : share))
}

const integer = (amount: Decimal, digits: number): bigint => BigInt(amount.times(`1e${digits}`).toFixed(0))
const digitsOf = (amount: Decimal): number => amount.toFixed().split(".")[1]?.length ?? 0
