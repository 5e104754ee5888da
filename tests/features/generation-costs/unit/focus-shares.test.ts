import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { sharesOf } from "../../../../src/features/generation-costs/domain/focus/focus-shares.ts"
import { type Decimal, decimal, sum, toText } from "../../../../src/shared/money.ts"

const texts = (shares: readonly Decimal[]) => shares.map(toText)
const cut = (amount: string, ...weights: string[]) => texts(sharesOf(decimal(amount), weights.map(decimal)))

const digits = (most: number) => fc.bigInt({ min: 0n, max: 10n ** BigInt(most) })
const amount = fc
  .tuple(digits(15), fc.boolean())
  .map(([picos, negative]) => decimal(`${negative ? "-" : ""}${picos}e-12`))
const weight = fc.tuple(digits(9), fc.integer({ min: 0, max: 18 })).map(([n, scale]) => decimal(`${n}e-${scale}`))
const weights = fc.array(weight, { minLength: 1, maxLength: 8 })

describe("the shares of an amount", () => {
  it("sum to the whole, to the last digit", () => {
    fc.assert(
      fc.property(amount, weights, (whole, parts) => {
        expect(toText(sum(sharesOf(whole, parts)))).toBe(toText(whole))
      }),
    )
  })

  it("are whole picodollars, less than one from their exact proportion", () => {
    fc.assert(
      fc.property(amount, weights, (whole, parts) => {
        const all = sum(parts)
        fc.pre(all.gt("0"))
        sharesOf(whole, parts).forEach((share, i) => {
          expect(toText(share)).not.toMatch(/\.\d{13}/)
          const off = share.times(all).minus(whole.times(parts[i] ?? decimal("0")))
          expect(off.abs().lt(all.times("1e-12"))).toBe(true)
        })
      }),
    )
  })

  it("of equal weights differ by one picodollar at most", () => {
    fc.assert(
      fc.property(amount, weight, fc.integer({ min: 1, max: 8 }), (whole, each, count) => {
        const shares = sharesOf(whole, Array<Decimal>(count).fill(each)).toSorted((a, b) => a.cmp(b))
        expect(
          shares
            .at(-1)
            ?.minus(shares[0] ?? decimal("0"))
            .lte("1e-12"),
        ).toBe(true)
      }),
    )
  })

  it("are the weights themselves where these are what was charged", () => {
    fc.assert(
      fc.property(fc.array(digits(12), { minLength: 1, maxLength: 8 }), (picos) => {
        const parts = picos.map((each) => decimal(`${each}e-12`))
        expect(texts(sharesOf(sum(parts), parts))).toEqual(texts(parts))
      }),
    )
  })

  it("give what is left over to the largest remainders, the first of equal ones first", () => {
    expect(cut("0.000000000002", "1", "1", "1")).toEqual(["0.000000000001", "0.000000000001", "0"])
    expect(cut("0.000000000003", "5", "3", "2")).toEqual(["0.000000000001", "0.000000000001", "0.000000000001"])
    expect(cut("-0.000000000002", "1", "1", "1")).toEqual(["-0.000000000001", "-0.000000000001", "0"])
  })

  it("are equal where nothing has a weight, and nothing where one has none", () => {
    expect(cut("0.04", "0", "0")).toEqual(["0.02", "0.02"])
    expect(cut("0.04", "0", "3")).toEqual(["0", "0.04"])
    expect(cut("0", "1", "3")).toEqual(["0", "0"])
  })

  it("are finer where the amount is", () => {
    expect(cut("0.0000000000001", "1")).toEqual(["0.0000000000001"])
  })
})
