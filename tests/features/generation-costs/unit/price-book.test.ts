import { describe, expect, it } from "vitest"
import { listedPrices, priceAt } from "../../../../src/features/generation-costs/domain/price-book.ts"
import { parseLosslessly } from "../../../../src/shared/json.ts"
import { price } from "../examples.ts"

const JANUARY = new Date("2026-01-01T00:00:00Z")
const MARCH = new Date("2026-03-01T00:00:00Z")

describe("the price book", () => {
  it("has the price from the very instant it is valid, and the one before until then", () => {
    const prices = [price({ id: 2, unitPrice: "0.00004", validFrom: MARCH }), price({ id: 1, validFrom: JANUARY })]
    const idAt = (at: Date) => priceAt(prices, "google/gemini", "output_image", at)?.id ?? null
    expect(idAt(new Date(JANUARY.getTime() - 1))).toBeNull()
    expect(idAt(JANUARY)).toBe(1)
    expect(idAt(new Date(MARCH.getTime() - 1))).toBe(1)
    expect(idAt(MARCH)).toBe(2)
  })

  it("knows no price of another model or meter", () => {
    expect(priceAt([price({})], "google/other", "output_image", MARCH)).toBeNull()
    expect(priceAt([price({})], "google/gemini", "output_text", MARCH)).toBeNull()
  })

  it("bills reasoning as output text where it has no price of its own", () => {
    const text = price({ id: 3, meter: "output_text" })
    const reasoning = price({ id: 4, meter: "output_reasoning" })
    expect(priceAt([text], "google/gemini", "output_reasoning", MARCH)?.id).toBe(3)
    expect(priceAt([text, reasoning], "google/gemini", "output_reasoning", MARCH)?.id).toBe(4)
  })

  it("reads OpenRouter's prices under our meters, less their discount", () => {
    const listed = (pricing: string) =>
      Object.fromEntries(
        listedPrices(parseLosslessly(pricing)).map(({ meter, unitPrice }) => [meter, unitPrice.toFixed()]),
      )
    expect(
      listed('{"prompt":"0.0000003","completion":"2.5e-6","image_output":"0.00003","image":"0.0001","request":"0"}'),
    ).toEqual({ input_text: "0.0000003", output_text: "0.0000025", output_image: "0.00003", request: "0" })
    expect(listed('{"prompt":"0.0000003","discount":0.1}')).toEqual({ input_text: "0.00000027" })
  })

  it("takes -1 and everything that is no price as unknown", () => {
    for (const pricing of ['{"prompt":"-1"}', '{"prompt":""}', '{"prompt":0.5}', "null", '{"prompt":"1","discount":7}'])
      expect(listedPrices(parseLosslessly(pricing)), pricing).toEqual([])
  })
})
