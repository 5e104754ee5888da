import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { MAX_TRIES, retryDelayMs } from "../../../src/shared/events/backoff.ts"

const tries = fc.integer({ min: 1, max: 1_000 })
/** As Math.random gives it. */
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const longest = (failures: number) => retryDelayMs(failures, 1)

describe("the wait for the next try", () => {
  it("begins with half a second at most, and is twice as long each time until it is a minute", () => {
    const ceilings = Array.from({ length: 9 }, (_, i) => longest(i + 1))
    expect(ceilings).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  })

  it("is at least half of its longest, and never beyond a minute", () => {
    fc.assert(
      fc.property(tries, random, (failures, chance) => {
        const delay = retryDelayMs(failures, chance)
        expect(delay).toBeGreaterThanOrEqual(longest(failures) / 2)
        expect(delay).toBeLessThanOrEqual(longest(failures))
        expect(delay).toBeLessThanOrEqual(60_000)
      }),
    )
  })

  it("never becomes shorter with more failures", () => {
    fc.assert(
      fc.property(tries, random, (failures, chance) => {
        expect(retryDelayMs(failures + 1, chance)).toBeGreaterThanOrEqual(retryDelayMs(failures, chance))
      }),
    )
  })

  it("spreads a crowd over half of it", () => {
    expect([0, 0.5, 1].map((chance) => retryDelayMs(3, chance))).toEqual([1_000, 1_500, 2_000])
  })

  it("is for eight tries, two minutes in all; then a person decides", () => {
    const waits = Array.from({ length: MAX_TRIES - 1 }, (_, i) => longest(i + 1))
    expect(MAX_TRIES).toBe(8)
    expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThan(120_000)
  })
})
