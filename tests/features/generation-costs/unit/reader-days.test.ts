import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Bound, stretchesOf } from "../../../../src/features/generation-costs/domain/time/period.ts"
import {
  DAY,
  datesIn,
  isoOf,
  joined,
  type Micros,
  microsOf,
  utcMidnight,
} from "../../../../src/features/generation-costs/domain/time/reader-days.ts"

const ZONES = [
  ...["UTC", "Europe/Paris", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"],
  ...["Pacific/Apia", "America/Sao_Paulo", "Africa/Cairo", "Africa/Casablanca", "Africa/Monrovia"],
]
const hoursOf = (date: string, timeZone: string) => {
  const around = { from: utcMidnight(date) - 2n * DAY, to: utcMidnight(date) + 3n * DAY }
  const parts = datesIn(timeZone, around).filter((part) => part.date === date)
  return parts.map(({ from, to }) => Number(to - from) / 3_600_000_000)
}
/** The same cut by another way: what the wall shows at an instant. */
const wallDate = (at: Micros, timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(Number(at / 1_000n)))

describe("a day of the reader", () => {
  it.each([
    ["Europe/Paris", "2026-11-10", [24]],
    ["Europe/Paris", "2026-03-29", [23]],
    ["Europe/Paris", "2026-10-25", [25]],
    ["Australia/Lord_Howe", "2026-04-05", [24.5]],
    ["Australia/Lord_Howe", "2026-10-04", [23.5]],
    ["Asia/Kolkata", "2026-11-10", [24]],
    ["Pacific/Apia", "2011-12-30", []],
    // 00:01 was 23:01 of the day before once more.
    ["America/St_Johns", "2009-10-31", [24, 59 / 60]],
    ["America/St_Johns", "2009-11-01", [1 / 60, 24]],
  ])("in %s, %s has %j hours", (timeZone, date, hours) => {
    expect(hoursOf(date, timeZone)).toEqual(hours)
  })

  it("is what the wall shows, at every instant, and a stretch is cut without a gap", () => {
    const from = fc.bigInt(0n, 30_000n * DAY)
    fc.assert(
      fc.property(
        from,
        fc.bigInt(1n, 400n * DAY),
        fc.constantFrom(...ZONES),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (start, length, timeZone, share) => {
          const whole = { from: start, to: start + length }
          const parts = datesIn(timeZone, whole)
          expect(joined(parts, () => true).map(({ from, to }) => ({ from, to }))).toEqual([whole])
          const at = start + (length * BigInt(Math.floor(share * 1_000))) / 1_001n
          const found = parts.find((part) => part.from <= at && at < part.to)
          expect(found?.date).toBe(wallDate(at, timeZone))
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe("an instant", () => {
  it("is kept to the microsecond, before 1970 and after 9999 as well", () => {
    for (const iso of ["1969-12-31T23:59:59.999999Z", "2026-11-10T12:00:00.000001Z", "9999-12-31T23:59:59.999999Z"])
      expect(isoOf(microsOf(iso))).toBe(iso)
    expect(isoOf(microsOf("2026-11-10T12:00:00+05:30"))).toBe("2026-11-10T06:30:00Z")
  })
})

describe("a period", () => {
  const inPeriod = (from: Bound | null, to: Bound | null, timeZone: string) =>
    stretchesOf({ from, to, timeZone }).map((stretch) => `${isoOf(stretch.from)} ${isoOf(stretch.to)}`)

  it("includes its last day whole, and ends before an instant", () => {
    expect(inPeriod({ day: "2026-11-01" }, { day: "2026-11-30" }, "Europe/Paris")).toEqual([
      "2026-10-31T23:00:00Z 2026-11-30T23:00:00Z",
    ])
    expect(inPeriod({ instant: "2026-11-01T00:00:00Z" }, { instant: "2026-11-01T10:00:00Z" }, "Europe/Paris")).toEqual([
      "2026-11-01T00:00:00Z 2026-11-01T10:00:00Z",
    ])
  })

  it("begins in 1970 and ends in 9999 at the most, whatever day or instant it is asked for", () => {
    const ever = "1970-01-01T00:00:00Z 10000-01-01T00:00:00Z"
    expect(inPeriod({ day: "0001-01-01" }, { day: "9999-12-31" }, "Asia/Kolkata")).toEqual([
      "1970-01-01T00:00:00Z 9999-12-31T18:30:00Z",
    ])
    expect(inPeriod({ day: "0001-01-01" }, null, "America/New_York")).toEqual([ever])
    expect(inPeriod({ instant: "0001-01-01T00:00:00Z" }, { day: "9999-12-31" }, "America/New_York")).toEqual([ever])
  })

  it("that is open has no end, and one that ends before it begins is empty", () => {
    expect(inPeriod(null, null, "UTC")).toEqual(["1970-01-01T00:00:00Z 10000-01-01T00:00:00Z"])
    expect(inPeriod({ day: "2026-11-02" }, { instant: "2026-11-01T00:00:00Z" }, "UTC")).toEqual([])
  })

  it("has a hole where a clock went back over the midnight it ends at", () => {
    expect(inPeriod({ day: "2009-10-31" }, { day: "2009-10-31" }, "America/St_Johns")).toEqual([
      "2009-10-31T02:30:00Z 2009-11-01T02:30:00Z",
      "2009-11-01T02:31:00Z 2009-11-01T03:30:00Z",
    ])
  })

  it("of several days is the same time as its days one by one", () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 }), fc.constantFrom(...ZONES), (first, more, timeZone) => {
        const days = Array.from({ length: more + 1 }, (_, i) =>
          new Date(Date.parse(first) + i * 86_400_000).toISOString().slice(0, 10),
        )
        const oneByOne = days
          .flatMap((date) => stretchesOf({ from: { day: date }, to: { day: date }, timeZone }))
          .toSorted((a, b) => Number(a.from - b.from))
        const whole = stretchesOf({ from: { day: first }, to: { day: days.at(-1) ?? first }, timeZone })
        expect(joined(oneByOne, () => true)).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })
})
