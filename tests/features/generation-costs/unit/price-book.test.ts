import { describe, expect, it } from "vitest"
import {
  type PriceQuestion,
  type PriceVersion,
  priceAt,
} from "../../../../src/features/generation-costs/domain/prices/price-book.ts"
import type { Meter } from "../../../../src/features/generation-costs/domain/usage-lines.ts"
import { decimal } from "../../../../src/shared/money.ts"
import { price } from "../examples.ts"

const JANUARY = new Date("2026-01-01T00:00:00Z")
const MARCH = new Date("2026-03-01T00:00:00Z")
const MAY = new Date("2026-05-01T00:00:00Z")
const justBefore = (at: Date) => new Date(at.getTime() - 1)

/** The id of the version that holds for an image token of google/gemini in March, unless told otherwise. */
const idFor = (prices: readonly PriceVersion[], told: Partial<PriceQuestion> & { meter?: Meter } = {}) => {
  const { meter = "output_image", ...rest } = told
  const question = {
    model: "google/gemini",
    provider: null,
    variant: null,
    occurredAt: MARCH,
    promptTokens: null,
    ...rest,
  }
  return priceAt(prices, meter, question)?.id ?? null
}
const at = (prices: readonly PriceVersion[], occurredAt: Date) => idFor(prices, { occurredAt })

describe("the price book", () => {
  it("has the price from the very instant it is valid, and the one before until then", () => {
    const prices = [price({ id: 2, unitPrice: "0.00004", validFrom: MARCH }), price({ id: 1, validFrom: JANUARY })]
    expect([justBefore(JANUARY), JANUARY, justBefore(MARCH), MARCH].map((time) => at(prices, time))).toEqual([
      null,
      1,
      1,
      2,
    ])
  })

  it("knows no price of another model or meter", () => {
    expect(idFor([price({})], { model: "google/other" })).toBeNull()
    expect(idFor([price({})], { meter: "output_text" })).toBeNull()
  })

  it("knows no price from when on it is not known any more", () => {
    const prices = [
      price({ id: 1 }),
      price({ id: 2, unitPrice: null, validFrom: MARCH }),
      price({ id: 3, validFrom: MAY }),
    ]
    expect([justBefore(MARCH), MARCH, MAY].map((time) => at(prices, time))).toEqual([1, null, 3])
  })

  it("takes of two prices of the same instant the one that was entered later", () => {
    expect(idFor([price({ id: 8 }), price({ id: 7 })])).toBe(8)
  })

  it("bills reasoning as output text, and images sent along as prompt text, where they have no price of their own", () => {
    const text = price({ id: 3, meter: "output_text" })
    const prompt = price({ id: 5, meter: "input_text" })
    expect(idFor([text, prompt], { meter: "output_reasoning" })).toBe(3)
    expect(idFor([text, price({ id: 4, meter: "output_reasoning" })], { meter: "output_reasoning" })).toBe(4)
    const own = price({ id: 4, meter: "output_reasoning" })
    const over = price({ id: 6, meter: "output_reasoning", validFrom: MARCH, validTo: MARCH })
    expect(idFor([text, own, over], { meter: "output_reasoning" })).toBe(3)
    const unknown = price({ id: 6, meter: "output_reasoning", unitPrice: null, validFrom: MARCH })
    expect(idFor([text, own, unknown], { meter: "output_reasoning" }), "it has one, and nobody knows it").toBeNull()
    expect(idFor([text, prompt], { meter: "input_image" })).toBe(5)
    expect(idFor([text, prompt, price({ id: 7, meter: "input_image" })], { meter: "input_image" })).toBe(7)
  })
})

describe("an operator's own price", () => {
  const fetched = [price({ id: 1 }), price({ id: 2, validFrom: MARCH })]
  const own = price({ id: 3, origin: "operator", validFrom: JANUARY })

  it("wins over a fetched one for the time it covers, however much newer that is", () => {
    expect(at([...fetched, own], MAY)).toBe(3)
    const ended = { ...own, validTo: MARCH }
    expect([justBefore(MARCH), MARCH].map((time) => at([...fetched, ended], time))).toEqual([3, 2])
  })

  it("holds again when a later one that covered it has ended", () => {
    const sale = price({ id: 4, origin: "operator", validFrom: MARCH, validTo: MAY })
    expect([justBefore(MARCH), MARCH, MAY].map((time) => at([...fetched, own, sale], time))).toEqual([3, 4, 3])
  })

  it("is replaced by one that begins later, and mended by one for the same instant", () => {
    const later = price({ id: 4, origin: "operator", validFrom: MARCH })
    const mended = price({ id: 5, origin: "operator", validFrom: JANUARY })
    expect([justBefore(MARCH), MARCH].map((time) => at([own, later, mended], time))).toEqual([5, 4])
  })

  it("of one provider leaves the others theirs", () => {
    const prices = [...fetched, { ...own, provider: "Google Vertex" }]
    expect(idFor(prices, { provider: "Google Vertex" })).toBe(3)
    expect(idFor(prices, { provider: "Google AI Studio" })).toBe(2)
    expect(idFor(prices)).toBe(2)
  })
})

describe("a price of one provider or size", () => {
  it("holds for the provider that served, before the one for all", () => {
    const prices = [price({ id: 1 }), price({ id: 2, provider: "Vertex" }), price({ id: 3, provider: "Fal" })]
    expect(["Vertex", "Fal", "Azure", null].map((provider) => idFor(prices, { provider }))).toEqual([2, 3, 1, 1])
  })

  it("is unknown where it is not told who served and there is none for all", () => {
    expect(idFor([price({ id: 2, provider: "Vertex" })])).toBeNull()
  })

  it("holds for the size that was asked for, before the one for all", () => {
    const prices = [price({ id: 1 }), price({ id: 2, variant: "2k" }), price({ id: 3, variant: "4k" })]
    expect(["2k", "4k", "1k"].map((variant) => idFor(prices, { variant }))).toEqual([2, 3, 1])
  })

  it("is unknown, not the one for all, where sizes differ and the size is not told", () => {
    expect(idFor([price({ id: 1 }), price({ id: 2, variant: "2k" })])).toBeNull()
  })
})

describe("a price on a condition", () => {
  const base = price({ id: 1 })
  const long = price({ id: 2, condition: { min_prompt_tokens: "1000" } })
  const night = price({ id: 3, condition: { utc_start: "2200", utc_end: "0600" } })
  const tokens = (count: string | null) => ({ promptTokens: count === null ? null : decimal(count) })
  const clock = (time: string) => ({ occurredAt: new Date(`2026-03-02T${time}Z`) })

  it("holds for strictly more prompt tokens than that", () => {
    expect(["999", "1000", "1001"].map((count) => idFor([base, long], tokens(count)))).toEqual([1, 1, 2])
  })

  it("holds from its hour on until its other one, also over midnight", () => {
    const times = ["21:59:59", "22:00:00", "00:00:00", "05:59:59", "06:00:00"]
    expect(times.map((time) => idFor([base, night], clock(time)))).toEqual([1, 3, 3, 3, 1])
    const day = price({ id: 4, condition: { utc_start: "0600", utc_end: "2200" } })
    expect(times.map((time) => idFor([base, day], clock(time)))).toEqual([4, 1, 1, 1, 4])
  })

  it("holds only if all of it is so, and the last listed wins where several hold", () => {
    const both = price({ id: 5, condition: { min_prompt_tokens: "1000", utc_start: "2200", utc_end: "0600" } })
    expect(idFor([base, both], { ...tokens("2000"), ...clock("12:00:00") })).toBe(1)
    expect(idFor([base, both], { ...tokens("2000"), ...clock("23:00:00") })).toBe(5)
    expect(idFor([base, long, night], { ...tokens("2000"), ...clock("23:00:00") })).toBe(3)
  })

  it("makes the price unknown where it cannot be told whether it holds, or is one that we do not read", () => {
    expect(idFor([base, long], tokens(null))).toBeNull()
    const odd = price({ id: 6, condition: { weekday: "sunday" } })
    expect(idFor([base, odd])).toBeNull()
    expect(idFor([base, price({ id: 7, condition: { utc_start: "soon", utc_end: "0600" } })])).toBeNull()
    const notNow = price({ id: 8, condition: { weekday: "sunday", min_prompt_tokens: "1000" } })
    expect(idFor([base, notNow], tokens("10"))).toBe(1)
    expect(idFor([base, odd, price({ id: 9, origin: "operator" })])).toBe(9)
  })

  it("is as if it had never been, once it is listed no more", () => {
    const over = price({ id: 10, condition: { min_prompt_tokens: "1000" }, validFrom: MARCH, validTo: MARCH })
    expect(idFor([base, long, over], tokens("2000"))).toBe(1)
    expect(idFor([base, long, over], { ...tokens("2000"), occurredAt: justBefore(MARCH) })).toBe(2)
  })
})
