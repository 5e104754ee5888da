import { describe, expect, it } from "vitest"
import {
  endpointPrices,
  type ListedPrice,
  listedPrices,
} from "../../../../src/features/generation-costs/domain/prices/price-lists.ts"
import { parseLosslessly } from "../../../../src/shared/json.ts"

const told = (prices: readonly ListedPrice[]) =>
  prices.map(({ meter, provider, variant, condition, unitPrice }) =>
    [
      meter,
      provider,
      variant,
      condition === null ? "" : JSON.stringify(condition),
      unitPrice?.toFixed() ?? null,
    ].filter((part) => part !== ""),
  )
const models = (pricing: string) => told(listedPrices(parseLosslessly(pricing)))
const endpoints = (answer: string) => told(endpointPrices(parseLosslessly(answer)))

describe("the prices of OpenRouter's list of models", () => {
  it("stand under our meters, each by the unit, exponents and all", () => {
    expect(
      models(`{"prompt":"0.0000003","completion":"2.5e-6","image_output":"0.00003","image":"0.0001","request":"0",
               "input_cache_read":"0.00000003","input_cache_write":"0.000001","internal_reasoning":"0.000005"}`),
    ).toEqual([
      ["input_text", "0.0000003"],
      ["output_text", "0.0000025"],
      ["output_image", "0.00003"],
      ["input_cached", "0.00000003"],
      ["input_cache_write", "0.000001"],
      ["output_reasoning", "0.000005"],
      ["request", "0"],
    ])
  })

  it("are less by the discount, also those on a condition", () => {
    expect(models('{"prompt":"0.0000003","discount":0.1}')).toEqual([["input_text", "0.00000027"]])
    expect(models('{"prompt":"1","discount":"0.25","overrides":[{"min_prompt_tokens":200000,"prompt":"2"}]}')).toEqual([
      ["input_text", "0.75"],
      ["input_text", '{"min_prompt_tokens":"200000"}', "1.5"],
    ])
    expect(models('{"prompt":"1","discount":7}'), "a discount that is none").toEqual([["input_text", null]])
  })

  it("that are -1, or no price at all, are unknown; those that are missing are not there", () => {
    for (const price of ['"-1"', '""', '"free"', "-1", '"1e999999"', "{}", "true"])
      expect(models(`{"prompt":${price}}`), price).toEqual([["input_text", null]])
    for (const pricing of ["null", "{}", '{"prompt":null}', "7", "[]"]) expect(models(pricing), pricing).toEqual([])
  })

  it("are unknown where the overrides cannot be read", () => {
    for (const overrides of ['{"prompt":"2"}', '["sale"]', "7"])
      expect(models(`{"prompt":"1","overrides":${overrides}}`), overrides).toEqual([
        ["input_text", "1"],
        ["input_text", '{"unreadable":true}', null],
      ])
  })

  it("are the last listed of two on one condition", () => {
    const overrides = '[{"min_prompt_tokens":5,"prompt":"2"},{"min_prompt_tokens":5,"prompt":"3"}]'
    expect(models(`{"overrides":${overrides}}`)).toEqual([["input_text", '{"min_prompt_tokens":"5"}', "3"]])
  })

  it("keep every word of their condition, also the ones that we do not read", () => {
    const override = '{"utc_start":"2200","utc_end":"0600","weekday":"sunday","tier":{"a":1},"prompt":"2","audio":"3"}'
    expect(models(`{"overrides":[${override}]}`)).toEqual([
      ["input_text", '{"utc_start":"2200","utc_end":"0600","weekday":"sunday","tier":"{\\"a\\":1}"}', "2"],
    ])
  })
})

describe("the prices of a model's image endpoints", () => {
  const entry = (billable: string, unit: string, cost: string, variant?: string) =>
    `{"billable":"${billable}","unit":"${unit}","cost_usd":${cost}${variant ? `,"variant":"${variant}"` : ""}}`
  const endpoint = (name: string, ...pricing: string[]) => `{"provider_name":"${name}","pricing":[${pricing.join()}]}`

  it("are by the picture, the megapixel or the token, each size by itself, to the last digit", () => {
    const one = endpoint("Fal", entry("output_image", "image", "0.04"), entry("output_image", "image", "0.08", "4k"))
    const two = endpoint(
      "Azure",
      entry("output_image", "megapixel", "1.5e-3"),
      entry("output_image", "token", "0.00003"),
    )
    expect(endpoints(`{"id":"a/b","endpoints":[${one},${two}]}`)).toEqual([
      ["image", "Fal", "0.04"],
      ["image", "Fal", "4k", "0.08"],
      ["megapixel", "Azure", "0.0015"],
      ["output_image", "Azure", "0.00003"],
    ])
  })

  it("are for whoever serves where only one does, since POST /images does not say who did", () => {
    const only = endpoint("Fal", entry("output_image", "image", "0.04"))
    expect(endpoints(`{"data":{"endpoints":[${only}]}}`)).toEqual([["image", "0.04"]])
  })

  it("are for whoever serves where all who do agree, and each one's own too", () => {
    const price = entry("output_image", "image", "0.04", "2K")
    const one = endpoint("Fal", price, entry("output_image", "image", "0.02"))
    const two = endpoint("Azure", price, entry("output_image", "image", "0.03"))
    expect(endpoints(`{"endpoints":[${one},${two}]}`)).toEqual([
      ["image", "2k", "0.04"],
      ["image", "Fal", "2k", "0.04"],
      ["image", "Fal", "0.02"],
      ["image", "Azure", "2k", "0.04"],
      ["image", "Azure", "0.03"],
    ])
  })

  it("are unknown where two endpoints of one provider differ, and one price where they agree", () => {
    const fal = (price: string) => endpoint("Fal", entry("output_image", "image", price))
    expect(endpoints(`{"endpoints":[${fal("0.04")},${fal("0.05")}]}`)).toEqual([["image", "Fal", null]])
    expect(endpoints(`{"endpoints":[${fal("0.04")},${fal("0.04")}]}`)).toEqual([
      ["image", "0.04"],
      ["image", "Fal", "0.04"],
    ])
  })

  it("leave out what no meter counts, and read whatever they are sent", () => {
    const odd = endpoint("Fal", entry("input_font", "image", "1"), entry("output_image", "galaxy", "1"), "null", "7")
    expect(endpoints(`{"endpoints":[${odd}]}`)).toEqual([])
    for (const answer of ["null", "{}", '{"endpoints":7}', '{"endpoints":[null,{"pricing":7},{"pricing":[]}]}'])
      expect(endpoints(answer), answer).toEqual([])
    expect(endpoints(`{"endpoints":[${endpoint("Fal", entry("output_image", "image", "-1"))}]}`)).toEqual([
      ["image", null],
    ])
  })
})
