import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cautiousHold, estimateBook, estimateImage } from "../../../../src/features/generation-costs/domain/estimate.ts"
import { decimal } from "../../../../src/shared/money.ts"
import { price } from "../examples.ts"

const AT = new Date("2026-06-01T00:00:00Z")
const USUAL = { promptTokens: 100, outputImageTokens: 1290 }
const PRICES = [price({ meter: "input_text", unitPrice: "0.0000003" }), price({ meter: "output_image" })]
const image = estimateImage(PRICES, "google/gemini", USUAL, AT)

describe("what it will cost", () => {
  it("is the price of the usual prompt and picture", () => {
    expect(image?.expected.toFixed()).toBe("0.03873")
    expect(image?.cheapest.toFixed()).toBe("0.0387")
  })

  it("is a cover and its pages for a book: the back cover is composed for free", () => {
    expect(estimateBook(image, image, 24)).toEqual({ amount: "0.96825", low: "0.9675", high: "1.452375" })
  })

  it("is unknown without a price, never 0", () => {
    expect(estimateImage(PRICES.slice(0, 1), "google/gemini", USUAL, AT)).toBeNull()
    expect(estimateImage([], "google/gemini", USUAL, AT)).toBeNull()
    expect(estimateBook(null, image, 24)).toBeNull()
    expect(estimateBook(image, null, 24)).toBeNull()
    expect(cautiousHold([], null)).toBeNull()
  })

  it("lies between its low and its high end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (pages) => {
        const book = estimateBook(image, image, pages)
        return book !== null && decimal(book.low).lte(book.amount) && decimal(book.amount).lte(book.high)
      }),
    )
  })

  it("is held with 10 % more: of the dearest like attempt, else of the usual picture", () => {
    expect(cautiousHold([decimal("0.02"), decimal("0.05"), decimal("0.04")], image)?.toFixed()).toBe("0.055")
    expect(cautiousHold([decimal("0.02")], null)?.toFixed()).toBe("0.022")
    expect(cautiousHold([], image)?.toFixed()).toBe("0.042603")
  })
})
