import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { allocate, decimal, parseDecimal, roundToPicodollar, sum, toText } from "../../../src/shared/money.ts"

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, scale]) => decimal(`${units}e-${scale}`))

describe("money", () => {
  it("refuses floats: an amount is built from text only", () => {
    expect(() => decimal(0.1 as unknown as string)).toThrow()
  })

  it("reads every JSON number exactly, exponents included, and nothing else", () => {
    expect(parseDecimal("3e-8")?.toFixed()).toBe("0.00000003")
    expect(parseDecimal("12345678901.123456789013")?.toFixed()).toBe("12345678901.123456789013")
    for (const text of ["NaN", "", " 1", "1,2", "Infinity", "0x10", "1e9999", "9".repeat(101)]) {
      expect(parseDecimal(text), text).toBeNull()
    }
  })

  it("rounds once to the picodollar, half-even", () => {
    expect(toText(roundToPicodollar(decimal("0.0000000000005")))).toBe("0")
    expect(toText(roundToPicodollar(decimal("0.0000000000015")))).toBe("0.000000000002")
    expect(toText(roundToPicodollar(decimal("-0.0000000000015")))).toBe("-0.000000000002")
  })

  it("shares sum to the whole, and differ by a picodollar at most", () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 100 }), (whole, parts) => {
        const shares = allocate(whole, parts)
        expect(toText(sum(shares))).toBe(toText(whole))
        const sorted = shares.toSorted((a, b) => a.cmp(b))
        expect(
          sorted
            .at(-1)
            ?.minus(sorted[0] ?? whole)
            .lte("1e-12"),
        ).toBe(true)
      }),
    )
  })

  it("prints what it parsed", () => {
    fc.assert(fc.property(amount, (value) => decimal(toText(value)).eq(value)))
  })

  it("adds a million small charges exactly", () => {
    expect(toText(sum(Array.from({ length: 1_000_000 }, () => decimal("0.000000000001"))))).toBe("0.000001")
  })
})
