import { describe, expect, it } from "vitest"
import { percent, roundedShare } from "../../../../src/features/generation-costs/infrastructure/sums/sums.ts"

describe("what a kept page cost, for reading", () => {
  it.each([
    ["1.025336", 22, "0.0466"],
    ["13.038724", 1, "13.0387"],
    ["1234567.123456789012", 1, "1234567.1235"],
    ["0.0005", 1, "0.0005"],
    ["0.00025", 1, "0.00025"],
    ["0.00000123456", 1, "0.0000012"],
    ["0.000000000001", 1, "0.000000000001"],
    ["-1.025336", 22, "-0.0466"],
    ["0", 3, "0"],
  ])("%s over %i pages reads %s: four digits, or as many as it takes to see two", (amount, pages, reads) => {
    expect(roundedShare(amount, pages)).toBe(reads)
  })

  it("is rounded once, half-even", () => {
    expect([roundedShare("0.12345", 1), roundedShare("0.12355", 1), roundedShare("0.12345000001", 1)]).toEqual([
      "0.1234",
      "0.1236",
      "0.1235",
    ])
  })
})

describe("what part was wasted", () => {
  it("is no 0.0% where there was any", () => {
    expect([percent("0.0001", "1"), percent("0", "1"), percent("0.00151", "1")]).toEqual(["0.01%", "0.0%", "0.2%"])
  })
})
