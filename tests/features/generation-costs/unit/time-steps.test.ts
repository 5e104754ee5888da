import { describe, expect, it } from "vitest"
import { EVER, type Period, stretchesOf } from "../../../../src/features/generation-costs/domain/time/period.ts"
import { microsOf } from "../../../../src/features/generation-costs/domain/time/reader-days.ts"
import { timeStepsOf } from "../../../../src/features/generation-costs/domain/time/time-steps.ts"

const days = (from: string, to: string, timeZone = "UTC"): Period => ({
  from: { day: from },
  to: { day: to },
  timeZone,
})
const used = (from: string, to: string) => ({ from: microsOf(from), to: microsOf(to) })
const HOUR = 3_600_000_000n

describe("the steps of a period", () => {
  it("are its days, also those on which nothing was sent, up to 62 of them", () => {
    const steps = timeStepsOf(days("2026-10-01", "2026-12-01"), null)
    expect([steps?.unit, steps?.keys.length, steps?.keys[0], steps?.keys.at(-1)]).toEqual([
      "day",
      62,
      "2026-10-01",
      "2026-12-01",
    ])
  })

  it("are its months where it is longer, the first and the last as far as they belong to it", () => {
    const steps = timeStepsOf(days("2026-09-30", "2026-12-01"), null)
    expect([steps?.unit, steps?.keys]).toEqual(["month", ["2026-09", "2026-10", "2026-11", "2026-12"]])
    expect(steps?.stretches[0]).toMatchObject({ from: microsOf("2026-09-30T00:00:00Z"), key: "2026-09" })
  })

  it.each([
    ["Europe/Paris", "2026-10-25", 25n],
    ["Europe/Paris", "2026-03-29", 23n],
    ["Asia/Kolkata", "2026-11-10", 24n],
  ])("in %s, %s has %d hours", (timeZone, day, hours) => {
    const [step] = timeStepsOf(days(day, day, timeZone), null)?.stretches ?? []
    expect(step && (step.to - step.from) / HOUR).toBe(hours)
  })

  it.each(["Europe/Paris", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"])(
    "in %s have no gap and no overlap",
    (timeZone) => {
      const period = days("2011-11-01", "2011-12-31", timeZone)
      const { stretches = [] } = timeStepsOf(period, null) ?? {}
      const whole = stretchesOf(period)
      expect(stretches[0]?.from).toBe(whole[0]?.from)
      expect(stretches.at(-1)?.to).toBe(whole.at(-1)?.to)
      expect(stretches.slice(1).map(({ from }) => from)).toEqual(stretches.slice(0, -1).map(({ to }) => to))
    },
  )

  it("of an open period go from the first to the last that was sent", () => {
    const kolkata = { ...EVER, timeZone: "Asia/Kolkata" }
    const steps = timeStepsOf(kolkata, used("2026-11-09T18:30:00Z", "2026-11-12T10:00:00Z"))
    expect(steps?.keys).toEqual(["2026-11-10", "2026-11-11", "2026-11-12"])
    expect(timeStepsOf(EVER, null)).toBeNull()
  })

  it("of a very long period are those around what was sent, and none of ten thousand years", () => {
    const steps = timeStepsOf(days("0001-01-01", "9999-12-31"), used("2026-11-09T00:00:00Z", "2026-11-12T10:00:00Z"))
    expect(steps?.keys).toEqual(["2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12"])
  })

  it("of a year are all of it, of more than a year those around what was sent", () => {
    const sent = used("2026-11-09T00:00:00Z", "2026-11-10T10:00:00Z")
    expect(timeStepsOf(days("2026-01-01", "2026-12-31"), sent)?.keys).toHaveLength(12)
    expect(timeStepsOf(days("2025-12-30", "2026-12-31"), sent)?.keys).toEqual(["2026-11-09", "2026-11-10"])
  })

  it("of a very long period before or after everything are none", () => {
    expect(
      timeStepsOf(days("1971-01-01", "1999-12-31"), used("2026-11-09T00:00:00Z", "2026-11-12T10:00:00Z")),
    ).toBeNull()
    expect(timeStepsOf(days("1971-01-01", "1999-12-31"), null)).toBeNull()
  })

  it("keep an instant as the bound it is", () => {
    const period: Period = {
      from: { instant: "2026-11-10T12:00:00Z" },
      to: { instant: "2026-11-11T00:00:00Z" },
      timeZone: "UTC",
    }
    const steps = timeStepsOf(period, null)
    expect([steps?.keys, steps?.stretches]).toEqual([
      ["2026-11-10"],
      [{ key: "2026-11-10", from: microsOf("2026-11-10T12:00:00Z"), to: microsOf("2026-11-11T00:00:00Z") }],
    ])
  })
})
