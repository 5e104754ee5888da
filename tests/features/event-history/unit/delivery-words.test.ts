import { describe, expect, it } from "vitest"
import { deliveryTold } from "../../../../src/features/event-history/delivery-words.ts"

const NOW = new Date("2026-11-23T14:06:31.402Z")
const PENDING = {
  state: "pending",
  tries: 0,
  nextAt: NOW,
  handledAt: null,
  durationMs: null,
  error: null,
  waitsFor: null,
} as const
const HANDLED = { ...PENDING, state: "handled", tries: 1, handledAt: NOW, durationMs: 4 } as const
const later = (ms: number) => new Date(NOW.getTime() + ms)

describe("a delivery in words", () => {
  it.each([
    ["handled in 4 ms", HANDLED],
    ["handled in 1.2 s", { ...HANDLED, durationMs: 1_234 }],
    ["third try, 11 ms", { ...HANDLED, tries: 3, durationMs: 11 }],
    ["12th try, 11 ms", { ...HANDLED, tries: 12, durationMs: 11 }],
    ["on its way", PENDING],
    ["tried once, again in 8 s", { ...PENDING, tries: 1, nextAt: later(7_400), error: "no" }],
    ["tried twice, again now", { ...PENDING, tries: 2, nextAt: later(-1), error: "no" }],
    ["waits behind a parked one", { ...PENDING, waitsFor: "019ab1f0-3c62-7d41-9a54-0c6f6f0e0001" }],
  ] as const)("says %s", (words, delivery) => {
    expect(deliveryTold(delivery, NOW)).toMatchObject({ words, hot: false })
  })

  it("is hot only where a person must act, and says why it was given up", () => {
    const parked = { ...PENDING, state: "parked", tries: 8, error: "Error: the folder is full" } as const
    expect(deliveryTold(parked, NOW)).toEqual({
      ...{ mark: "parked", hot: true, words: "", why: "Parked after 8 tries: the folder is full" },
    })
  })

  it("tells what failed while it is tried again, and no longer once it is handled", () => {
    expect(deliveryTold({ ...PENDING, tries: 1, error: "no" }, NOW).why).toBe("no")
    expect(deliveryTold({ ...HANDLED, tries: 2, error: "no" }, NOW).why).toBeNull()
  })
})
