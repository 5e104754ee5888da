import { describe, expect, it } from "vitest"
import { checkReplay } from "../../../../src/features/event-history/replay-page.ts"

const check = (from: string, subscriber = "a.b") => checkReplay({ subscriber, from }, ["a.b"])

describe("a replay that is asked for", () => {
  it.each([
    ["", null],
    ["  ", null],
    ["2026-11-23", "2026-11-23T00:00:00.000Z"],
    ["2026-11-23 14:06", "2026-11-23T14:06:00.000Z"],
    ["2026-11-23T14:06:31.402Z", "2026-11-23T14:06:31.402Z"],
  ])("from “%s” begins at %s", (typed, instant) => {
    expect(check(typed)).toEqual({ ok: true, subscriber: "a.b", from: instant === null ? null : new Date(instant) })
  })

  it.each(["yesterday", "2026-02-30", "2026-11-23 25:00", "1969-12-31", "23.11.2026"])(
    "refuses “%s” in a sentence",
    (typed) => {
      expect(check(typed)).toMatchObject({ ok: false, problems: [{ field: "from" }] })
    },
  )

  it("names everything that is wrong at once", () => {
    const checked = check("soon", "nobody")
    expect(checked.ok ? [] : checked.problems.map(({ field }) => field)).toEqual(["subscriber", "from"])
  })
})
