import { expect, it } from "vitest"
import { countFilters } from "../../../../src/features/ebook-catalog/filters.ts"

it("every book is counted under all, under its state, and once more where it needs a hand", () => {
  const counts = countFilters([
    { status: "requested", count: 2, handCount: 0 },
    { status: "generating", count: 3, handCount: 1 },
    { status: "failed", count: 4, handCount: 4 },
    { status: "approved", count: 5, handCount: 0 },
  ])
  expect(counts).toEqual({ all: 14, drawing: 5, paused: 0, review: 0, failed: 4, cancelled: 0, hand: 5 })
})
