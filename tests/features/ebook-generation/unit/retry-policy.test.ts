import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { waitBeforeRetry } from "../../../../src/features/ebook-generation/domain/retry-policy.ts"

const NOW = new Date("2026-11-23T12:00:00Z")
const wait = (retryAfter: string | null, tries = 1) => waitBeforeRetry(tries, retryAfter, NOW, 0.5)

describe("before a page is tried again", () => {
  it.each([
    ["0", 0],
    ["7", 7],
    ["30", 30],
    ["Mon, 23 Nov 2026 12:00:10 GMT", 10],
    ["Mon, 23 Nov 2026 11:00:00 GMT", 0],
  ])("Retry-After “%s” is obeyed: %i s", (retryAfter, seconds) => {
    expect(wait(retryAfter)).toEqual({ seconds, remark: null })
  })

  it.each([["99999"], ["Tue, 24 Nov 2026 12:00:00 GMT"], ["soon"], ["-5"], ["1e3"]])(
    "Retry-After “%s” is too long or unreadable: said, and 30 s",
    (retryAfter) => {
      expect(wait(retryAfter)).toEqual({ seconds: 30, remark: expect.stringContaining("trying again after 30 s") })
    },
  )

  it("without Retry-After the pause doubles, half of it random, up to 30 s", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, random) => {
        const { seconds } = waitBeforeRetry(tries, null, NOW, random)
        const ceiling = Math.min(30, 2 ** (tries - 1))
        return seconds >= ceiling / 2 && seconds <= ceiling
      }),
    )
  })
})
