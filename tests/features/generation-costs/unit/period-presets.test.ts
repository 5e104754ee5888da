import { describe, expect, it } from "vitest"
import { stretchesOf } from "../../../../src/features/generation-costs/domain/time/period.ts"
import {
  type Preset,
  presetPeriod,
  todayIn,
} from "../../../../src/features/generation-costs/domain/time/period-presets.ts"

const daysOf = (preset: Preset, today: string) => {
  const { from, to } = presetPeriod(preset, today, "UTC")
  return [from && "day" in from && from.day, to && "day" in to && to.day]
}

describe("a period with a name", () => {
  it.each([
    ["this-month", "2026-11-24", "2026-11-01", "2026-11-30"],
    ["this-month", "2024-02-01", "2024-02-01", "2024-02-29"],
    ["last-month", "2026-03-31", "2026-02-01", "2026-02-28"],
    ["last-month", "2026-01-15", "2025-12-01", "2025-12-31"],
    ["last-7-days", "2026-11-24", "2026-11-18", "2026-11-24"],
    ["last-7-days", "2026-03-03", "2026-02-25", "2026-03-03"],
    ["last-30-days", "2026-11-24", "2026-10-26", "2026-11-24"],
    ["this-year", "2026-11-24", "2026-01-01", "2026-12-31"],
  ] as const)("%s on %s is %s to %s, both included", (preset, today, from, to) => {
    expect(daysOf(preset, today)).toEqual([from, to])
  })

  it("everything is open at both ends", () => {
    expect(daysOf("everything", "2026-11-24")).toEqual([null, null])
  })

  it.each([
    ["UTC", "2026-11-02", 744],
    // The clock goes back on 25 October and forth on 29 March.
    ["Europe/Paris", "2026-11-02", 745],
    ["Europe/Paris", "2026-04-02", 743],
    ["Australia/Lord_Howe", "2026-05-02", 720.5],
  ])("last month in %s on %s has %d hours", (timeZone, today, hours) => {
    const [month] = stretchesOf(presetPeriod("last-month", today, timeZone))
    expect(month && Number(month.to - month.from) / 3_600_000_000).toBe(hours)
  })
})

describe("today is the date on the reader's wall", () => {
  it.each([
    ["UTC", "2026-11-23T18:29:59Z", "2026-11-23"],
    ["Asia/Kolkata", "2026-11-23T18:29:59Z", "2026-11-23"],
    ["Asia/Kolkata", "2026-11-23T18:30:00Z", "2026-11-24"],
    ["Asia/Kathmandu", "2026-11-23T18:15:00Z", "2026-11-24"],
    ["America/New_York", "2026-11-01T03:59:59Z", "2026-10-31"],
    ["America/New_York", "2026-11-02T04:59:59Z", "2026-11-01"],
  ])("in %s at %s it is %s", (timeZone, now, today) => {
    expect(todayIn(timeZone, new Date(now))).toBe(today)
  })
})
