import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cautiousHold, estimateBook, estimateImage } from "../../../../src/features/generation-costs/domain/estimate.ts"
import { decimal } from "../../../../src/shared/money.ts"
import { price } from "../examples.ts"

const AT = new Date("2026-06-01T00:00:00Z")
const GEMINI = {
  id: "google/gemini",
  usual: { promptTokens: 100, outputImageTokens: 1290 },
  portrait: { width: 1000, height: 1200 },
}
const PRICES = [price({ meter: "input_text", unitPrice: "0.0000003" }), price({ meter: "output_image" })]
const image = estimateImage(PRICES, GEMINI, AT)

describe("what it will cost", () => {
  it("is the price of the usual prompt and picture", () => {
    expect(image?.expected.toFixed()).toBe("0.03873")
    expect(image?.cheapest.toFixed()).toBe("0.0387")
  })

  it("is that of the piece or of the area where these have the price, and of the size that is asked for", () => {
    const [prompt] = PRICES
    if (!prompt) throw new Error("there is no price of the prompt")
    const costOf = (offered: object, ...prices: ReturnType<typeof price>[]) =>
      estimateImage([prompt, ...prices], { ...GEMINI, ...offered }, AT)?.expected.toFixed() ?? null
    expect(costOf({}, price({ meter: "image", unitPrice: "0.04" }))).toBe("0.04003")
    expect(costOf({}, price({ meter: "megapixel", unitPrice: "0.01" }))).toBe("0.01203")
    const sized = [
      price({ meter: "image", unitPrice: "0.04" }),
      price({ meter: "image", variant: "2k", unitPrice: "0.08" }),
    ]
    expect([{}, { size: "1K" }, { size: "2K" }].map((offered) => costOf(offered, ...sized))).toEqual([
      ...[null, "0.04003", "0.08003"],
    ])
    expect(costOf({}, price({}), price({ meter: "request", unitPrice: null })), "a fee that nobody knows").toBeNull()
  })

  it("is a cover and its pages for a book: the back cover is composed for free", () => {
    expect(estimateBook(image, image, 24)).toEqual({ amount: "0.96825", low: "0.9675", high: "1.452375" })
  })

  it("is unknown without a price, never 0", () => {
    expect(estimateImage(PRICES.slice(0, 1), GEMINI, AT)).toBeNull()
    expect(estimateImage([], GEMINI, AT)).toBeNull()
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
