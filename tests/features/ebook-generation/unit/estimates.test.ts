import { describe, expect, it } from "vitest"
import {
  arithmeticOf,
  estimateMissing,
  rounded,
} from "../../../../src/features/ebook-generation/presentation/estimates.ts"
import { decimal, toText } from "../../../../src/shared/money.ts"

const models = { coverModel: "c", pageModel: "p" }
const estimate = async ({ pageCount }: { pageCount: number }) => {
  const amount = toText(decimal("0.0387243").times(String(pageCount)).plus(decimal("0.13")))
  return { amount, low: amount, high: amount }
}

describe("an estimate", () => {
  it.each([
    ["0.965", 2, "0.96"],
    ["0.975", 2, "0.98"],
    ["0.004", 2, "0.004"],
    ["0.0000012", 2, "0.000001"],
    ["0", 2, "0.00"],
    ["1234.5", 2, "1,234.50"],
  ])("of %s is rounded half-even to %i digits, and never to nothing: %s", (amount, digits, text) => {
    expect(rounded(amount, digits)).toBe(text)
  })

  it("is made of its pages and its cover, exactly", async () => {
    expect(await arithmeticOf(estimate, models, 24)).toMatchObject({
      total: { amount: "1.0593832" },
      pages: "0.9293832",
      cover: "0.13",
      perPage: "0.0387243",
    })
  })

  it("of what is missing counts only that", async () => {
    expect(await estimateMissing(estimate, models, { cover: false, pages: 2 })).toBe("0.0774486")
    expect(await estimateMissing(estimate, models, { cover: true, pages: 0 })).toBe("0.13")
    expect(await estimateMissing(estimate, models, { cover: false, pages: 0 })).toBe("0")
    expect(await estimateMissing(async () => null, models, { cover: true, pages: 1 })).toBeNull()
  })
})
