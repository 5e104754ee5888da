import { Big } from "big.js"

/** An exact decimal: US dollars, unit prices and quantities. Built from text only; a float throws. */
export type Decimal = Big

const Exact = Big()
Exact.strict = true
Exact.RM = Exact.roundHalfEven

/** The ledger's grain: 1 picodollar = 10^-12 USD. A charge is rounded to it once, half-even. */
const PICODOLLAR_DIGITS = 12
const JSON_NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/

/** Exact value of a JSON number's own text, exponents included; null where the text is no number. */
export function parseDecimal(text: string): Decimal | null {
  return text.length <= 100 && JSON_NUMBER.test(text) ? new Exact(text) : null
}

/** Exact value of text we wrote ourselves (a database numeric, a price in our own files). */
export function decimal(text: string): Decimal {
  return new Exact(text)
}

export const ZERO = decimal("0")

export const sum = (amounts: Iterable<Decimal>): Decimal => Iterator.from(amounts).reduce((a, b) => a.plus(b), ZERO)

export const roundToPicodollar = (amount: Decimal): Decimal => amount.round(PICODOLLAR_DIGITS, Exact.roundHalfEven)

/** Plain decimal text, no exponent, no trailing zeros, no negative zero: "12.4000675". */
export const toText = (amount: Decimal): string => (amount.eq("0") ? "0" : amount.toFixed())

/** Cuts an amount into `parts` shares of whole picodollars that sum to it exactly (largest remainder, first parts first). */
export function allocate(amount: Decimal, parts: number): Decimal[] {
  const whole = BigInt(amount.times("1e12").toFixed(0))
  const count = BigInt(parts)
  const [share, rest] = [whole / count, whole % count]
  const unit = rest < 0n ? -1n : 1n
  return Array.from({ length: parts }, (_, i) =>
    decimal(String(share + (BigInt(i) < rest * unit ? unit : 0n))).times("1e-12"),
  )
}
