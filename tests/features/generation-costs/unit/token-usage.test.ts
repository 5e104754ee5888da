import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readUsage } from "../../../../src/features/generation-costs/domain/token-usage.ts"

const reported = (usage: string) => readUsage(usage).reported?.toFixed() ?? null

describe("reading OpenRouter's usage", () => {
  it("reads the documented answer of the images route", () => {
    const { tokens, images, reported } = readUsage(
      '{"prompt_tokens":0,"completion_tokens":4175,"total_tokens":4175,"cost":0.04}',
    )
    expect(String(tokens.prompt)).toBe("0")
    expect(String(tokens.completion)).toBe("4175")
    expect(images.tokens).toBe("missing")
    expect(reported?.toFixed()).toBe("0.04")
  })

  it("loses no digit of a cost", () => {
    expect(reported('{"cost":0.1234567890123456789}')).toBe("0.1234567890123456789")
    expect(reported('{"cost":1234567890123456789012345678901234567890}')).toBe(
      "1234567890123456789012345678901234567890",
    )
    expect(reported('{"cost":1e400}')).toBe(`1${"0".repeat(400)}`)
    expect(reported('{"cost":3e-8}')).toBe("0.00000003")
  })

  it("adds the upstream provider's cost with a key of one's own, and only then", () => {
    const usage = (isByok: unknown) =>
      JSON.stringify({ cost: 0, is_byok: isByok, cost_details: { upstream_inference_cost: 0.0360795 } })
    expect(reported(usage(true))).toBe("0.0360795")
    expect(reported(usage(false))).toBe("0")
    expect(reported(usage("true"))).toBe("0")
    expect(reported('{"cost":0.95,"cost_details":{"upstream_inference_cost":19}}')).toBe("0.95")
  })

  it("does not know what was charged when the upstream provider's part is not told", () => {
    const { cost, reported } = readUsage('{"cost":0,"is_byok":true,"cost_details":{"upstream_inference_cost":null}}')
    expect(reported).toBeNull()
    expect(cost?.toFixed()).toBe("0")
  })

  it.each([
    '{"cost":-0.04}',
    '{"cost":"0.04"}',
    '{"cost":null}',
    '{"cost":true}',
    '{"cost":1e99999}',
    "{}",
    "[1]",
    "7",
  ])("takes an odd or missing cost as unknown, never as 0, and notes it: %s", (usage) => {
    expect(readUsage(usage).reported).toBeNull()
    expect(readUsage(usage).notes.join()).toMatch(/cost|object/)
  })

  it("takes odd counts as odd and missing ones as missing, never as 0", () => {
    for (const odd of ["-1", '"1290"', "1.5", "[]", "true"]) {
      expect(readUsage(`{"completion_tokens":${odd}}`).tokens.completion, odd).toBe("odd")
    }
    expect(readUsage('{"completion_tokens":null}').tokens.completion).toBe("missing")
    expect(String(readUsage('{"completion_tokens":12.0}').tokens.completion)).toBe("12")
  })

  it("answers whatever it is sent", () => {
    const texts = fc.oneof(fc.string(), fc.json(), fc.constantFrom("[".repeat(500_000), '{"cost":', "\0"))
    fc.assert(fc.property(fc.option(texts), (text) => readUsage(text).notes.length > 0))
  })
})
