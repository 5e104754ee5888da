import { describe, expect, it } from "vitest"
import { type CostQuestion, calculateCost } from "../../../../src/features/generation-costs/domain/cost-calculation.ts"
import { toText } from "../../../../src/shared/money.ts"
import { price } from "../examples.ts"

const PRICES = [
  price({ id: 1, meter: "input_text", unitPrice: "0.0000003" }),
  price({ id: 2, meter: "output_text", unitPrice: "0.0000025" }),
  price({ id: 3, meter: "output_image", unitPrice: "0.00003" }),
]
const IMAGE = { prompt_tokens: 100, completion_tokens: 1290, completion_tokens_details: { image_tokens: 1290 } }

function cost(usage: unknown, told: Partial<CostQuestion> = {}, prices = PRICES) {
  const question = {
    model: "google/gemini",
    route: "images",
    outcome: "succeeded",
    imagesReturned: 1,
    ...told,
  } as const
  const occurredAt = new Date("2026-06-01T00:00:00Z")
  const json = typeof usage === "string" || usage === null ? usage : JSON.stringify(usage)
  const { amount, source, reported, computed, lines } = calculateCost({ ...question, occurredAt, usage: json }, prices)
  const text = (value: typeof amount) => value && toText(value)
  return { amount: text(amount), source, reported: text(reported), computed: text(computed), lines }
}

describe("what an attempt cost", () => {
  it("is what the provider reports; what the prices say stands beside it", () => {
    expect(cost({ ...IMAGE, cost: 0.05 })).toMatchObject({
      amount: "0.05",
      source: "provider",
      reported: "0.05",
      computed: "0.03873",
    })
  })

  it("is computed where the provider reports none", () => {
    const { lines, ...money } = cost(IMAGE)
    expect(money).toEqual({ amount: "0.03873", source: "local", reported: null, computed: "0.03873" })
    expect(lines.map(({ meter, priceVersionId, amount }) => [meter, priceVersionId, amount?.toFixed()])).toEqual([
      ["input_text", 1, "0.00003"],
      ["output_image", 3, "0.0387"],
    ])
  })

  it("is unknown, not 0, without usage, without tokens, without prices", () => {
    const unknown = { amount: null, source: null, reported: null, computed: null }
    for (const usage of [null, "", "{}", '{"cost":-1}', '{"cost":"0.04"}', "nonsense"]) {
      expect(cost(usage), String(usage)).toMatchObject(unknown)
    }
    expect(cost(IMAGE, {}, [])).toMatchObject(unknown)
  })

  it("is not computed when one line of several has no price", () => {
    const { amount, lines } = cost({ ...IMAGE, prompt_tokens_details: { cached_tokens: 1 } })
    expect(amount).toBeNull()
    expect(lines.map(({ meter, amount }) => [meter, amount?.toFixed() ?? null])).toEqual([
      ["input_text", "0.0000297"],
      ["input_cached", null],
      ["output_image", "0.0387"],
    ])
  })

  it("is 0 for a failure that the provider does not bill, unless it tells otherwise", () => {
    expect(cost(null, { outcome: "failed-unbilled" })).toMatchObject({ amount: "0", source: "local", reported: null })
    expect(cost({ cost: 0.01 }, { outcome: "failed-unbilled" })).toMatchObject({ amount: "0.01", source: "provider" })
    expect(cost(null, { outcome: "failed-billed" })).toMatchObject({ amount: null, source: null })
  })

  it("is charged without a picture as well", () => {
    expect(cost({ ...IMAGE, cost: 0.04 }, { outcome: "no-usable-image", imagesReturned: 0 }).amount).toBe("0.04")
  })

  it("is reported as 0 when the provider says so", () => {
    expect(cost({ ...IMAGE, cost: 0 })).toMatchObject({ amount: "0", source: "provider", computed: "0.03873" })
  })

  it("is rounded once, half-even, to the picodollar; what was reported and computed keeps every digit", () => {
    expect(cost('{"cost":0.1234567890125}')).toMatchObject({ amount: "0.123456789012", reported: "0.1234567890125" })
    const tiny = [price({ id: 1, meter: "input_text", unitPrice: "0.0000000000015" }), ...PRICES.slice(1)]
    const text = { prompt_tokens: 1, completion_tokens: 0 }
    expect(cost(text, { route: "chat", imagesReturned: 0 }, tiny)).toMatchObject({
      amount: "0.000000000002",
      computed: "0.0000000000015",
    })
  })

  it("is not computed as 0 for a picture that no token stands for", () => {
    expect(cost({ prompt_tokens: 0, completion_tokens: 0 }).amount).toBeNull()
    expect(cost({ prompt_tokens: 9, completion_tokens: 0 }, { imagesReturned: null }).amount).toBeNull()
    expect(cost({ prompt_tokens: 0, completion_tokens: 0 }, { imagesReturned: 0, outcome: "refused" }).amount).toBe("0")
  })

  it("counts pictures instead of their tokens where the pictures have the price", () => {
    const byThePicture = [price({ id: 7, meter: "image", unitPrice: "0.04" })]
    const { computed, lines } = cost({ prompt_tokens: 0, completion_tokens: 4175 }, { imagesReturned: 2 }, byThePicture)
    expect(computed).toBe("0.08")
    expect(lines.map(({ meter, quantity }) => [meter, quantity.toFixed()])).toEqual([["image", "2"]])
    expect(cost({ prompt_tokens: 0, completion_tokens: 9 }, { imagesReturned: null }, byThePicture).computed).toBeNull()
  })

  it("counts the area of the picture where that has the price, and not an area that nobody told", () => {
    const byTheArea = [price({ id: 9, meter: "megapixel", unitPrice: "0.003" })]
    const told = { megapixels: "1.022976" }
    expect(cost({ prompt_tokens: 0, completion_tokens: 4175 }, told, byTheArea)).toMatchObject({
      computed: "0.003068928",
      lines: [{ meter: "megapixel", priceVersionId: 9 }],
    })
    expect(cost({ prompt_tokens: 0, completion_tokens: 4175 }, {}, byTheArea).computed).toBeNull()
    const both = [...byTheArea, price({ id: 7, meter: "image", unitPrice: "0.04" })]
    expect(cost({ prompt_tokens: 0, completion_tokens: 9 }, told, both).computed, "which of them it is").toBeNull()
  })

  it("is computed with the price of who served and of the size that was asked for", () => {
    const prices = [...PRICES, price({ id: 10, provider: "Vertex", unitPrice: "0.00006" })]
    expect(cost(IMAGE, { provider: "Vertex" }, prices).computed).toBe("0.07743")
    expect(cost(IMAGE, { provider: "Azure" }, prices).computed).toBe("0.03873")
    const sized = [...PRICES, price({ id: 11, variant: "4k", unitPrice: "0.00012" })]
    expect(["4k", "1k", undefined].map((variant) => cost(IMAGE, { variant }, sized).computed)).toEqual([
      ...["0.15483", "0.03873", null],
    ])
  })

  it("is 0 for an HTTP error without usage, whatever came of it, and unknown for a refusal that was answered", () => {
    expect(cost(null, { outcome: "refused", httpStatus: 403 })).toMatchObject({ amount: "0", source: "local" })
    expect(cost(null, { outcome: "refused" })).toMatchObject({ amount: null, source: null })
    expect(cost({ ...IMAGE, cost: 0.04 }, { outcome: "refused", httpStatus: 403 })).toMatchObject({ amount: "0.04" })
  })

  it("leaves the reported cost alone where a price hangs on something that we do not read", () => {
    const odd = [...PRICES, price({ id: 12, condition: { weekday: "sunday" } })]
    expect(cost({ ...IMAGE, cost: 0.05 }, {}, odd)).toMatchObject({
      amount: "0.05",
      source: "provider",
      computed: null,
    })
    expect(cost(IMAGE, {}, odd)).toMatchObject({ amount: null, source: null })
  })

  it("adds the price of the request where there is one", () => {
    const perRequest = price({ id: 8, meter: "request", unitPrice: "0.001" })
    expect(cost(IMAGE, {}, [...PRICES, perRequest]).computed).toBe("0.03973")
    const unknown = { ...perRequest, unitPrice: null }
    expect(cost(IMAGE, {}, [...PRICES, unknown]).computed, "one that nobody knows").toBeNull()
  })

  it("survives absurd numbers without losing a digit", () => {
    expect(cost('{"cost":1e9}').amount).toBe("1000000000")
    expect(cost('{"cost":1e400}').amount).toBe(`1${"0".repeat(400)}`)
    expect(cost(`{"cost":${"7".repeat(40)}}`).amount).toBe("7".repeat(40))
    expect(cost('{"prompt_tokens":1e40,"completion_tokens":1}').computed).toBe(`3${"0".repeat(33)}.00003`)
  })
})
