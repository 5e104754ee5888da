import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { GRAINS, type Part, partsOf } from "../../../../src/features/generation-costs/domain/time/buckets.ts"
import { DAY, microsOf, type Stretch } from "../../../../src/features/generation-costs/domain/time/reader-days.ts"

const MINUTE = DAY / 1_440n
const stretch = (from: string, to: string): Stretch => ({ from: microsOf(from), to: microsOf(to) })
const hours = (parts: readonly Part[]) =>
  parts.map(({ grain, from, to }) => `${grain}: ${Number(to - from) / 3_600_000_000} h`)

const stretches = fc
  .tuple(fc.bigInt(0n, 40_000n * DAY), fc.bigInt(0n, 500n * DAY), fc.constantFrom(1n, 15n * MINUTE, DAY))
  .map(([from, length, unit]) => ({ from: (from / unit) * unit, to: ((from + length) / unit) * unit }))

describe("the buckets of a stretch", () => {
  it("are of the coarsest grain that fits, and what fits none is left to the attempts", () => {
    const odd = stretch("2026-11-01T23:10:00Z", "2026-11-04T02:20:00Z")
    expect(hours(partsOf(odd))).toEqual([
      ...["0: 0.08333333333333333 h", "15: 0.75 h", "1440: 48 h", "60: 2 h", "15: 0.25 h", "0: 0.08333333333333333 h"],
    ])
  })

  it("of a day in a half-hour zone are two half hours and the hours between", () => {
    expect(hours(partsOf(stretch("2026-11-09T18:30:00Z", "2026-11-10T18:30:00Z")))).toEqual([
      ...["15: 0.5 h", "60: 23 h", "15: 0.5 h"],
    ])
  })

  it("of a long time are mostly of thirty days", () => {
    const parts = partsOf(stretch("2020-01-01T00:00:00Z", "2026-11-24T00:00:00Z"))
    expect(parts.map(({ grain }) => grain)).toEqual([1_440, 43_200, 1_440])
    expect(parts.every(({ grain, from, to }) => (to - from) / (BigInt(grain) * MINUTE) < 90n)).toBe(true)
  })

  it("follow each other without a gap from its beginning to its end, each on its own grain", () => {
    fc.assert(
      fc.property(stretches, (whole) => {
        const parts = partsOf(whole)
        const whence = whole.from < whole.to ? [whole.from, whole.to] : [undefined, undefined]
        expect([parts[0]?.from, parts.at(-1)?.to]).toEqual(whence)
        for (const [i, { grain, from, to }] of parts.entries()) {
          expect(from).toBeLessThan(to)
          if (i > 0) expect(from).toBe(parts[i - 1]?.to)
          if (grain > 0) expect([from, to].map((at) => at % (BigInt(grain) * MINUTE))).toEqual([0n, 0n])
        }
      }),
    )
  })

  it("are never more of a grain than one of the next coarser has, twice", () => {
    const inCoarser = [15n * MINUTE, ...GRAINS.slice(1).map((grain) => BigInt(grain) * MINUTE)]
    fc.assert(
      fc.property(stretches, (whole) => {
        for (const { grain, from, to } of partsOf(whole)) {
          const next = inCoarser[grain === 0 ? 0 : GRAINS.indexOf(grain) + 1]
          if (next !== undefined) expect(to - from).toBeLessThan(2n * next)
        }
      }),
    )
  })
})
