import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readUsage } from "../../../../src/features/generation-costs/domain/token-usage.ts"
import { type Answer, usageLines } from "../../../../src/features/generation-costs/domain/usage-lines.ts"
import { sum } from "../../../../src/shared/money.ts"

const CHAT: Answer = { route: "chat", imagesReturned: 1 }
const IMAGES: Answer = { route: "images", imagesReturned: 1 }

type Told = {
  prompt: number
  cached?: number
  written?: number
  completion: number
  reasoning?: number
  image?: number
  sent?: number
  audio?: number
  searches?: number
}
const usage = ({ prompt, cached, written, completion, reasoning, image, sent, audio, searches }: Told) =>
  readUsage(
    JSON.stringify({
      prompt_tokens: prompt,
      completion_tokens: completion,
      prompt_tokens_details: {
        cached_tokens: cached,
        cache_write_tokens: written,
        image_tokens: sent,
        audio_tokens: audio,
      },
      completion_tokens_details: { reasoning_tokens: reasoning, image_tokens: image },
      server_tool_use: { web_search_requests: searches },
    }),
  )

function lines(told: Told, answer: Answer) {
  const cut = usageLines(usage(told), answer)
  return cut.known ? Object.fromEntries(cut.lines.map(({ meter, quantity }) => [meter, quantity.toFixed()])) : null
}

describe("cutting usage into disjoint lines", () => {
  it("bills a cached token once, as cached", () => {
    expect(
      lines({ prompt: 100, cached: 60, written: 10, completion: 0 }, { route: "chat", imagesReturned: 0 }),
    ).toEqual({
      input_text: "30",
      input_cached: "60",
      input_cache_write: "10",
    })
  })

  it("bills image and reasoning tokens apart from the text they stand among", () => {
    expect(lines({ prompt: 9, completion: 1400, reasoning: 50, image: 1290 }, CHAT)).toEqual({
      input_text: "9",
      output_text: "60",
      output_reasoning: "50",
      output_image: "1290",
    })
  })

  it("bills images that were sent along apart from the text of the prompt", () => {
    expect(lines({ prompt: 300, sent: 258, completion: 1290 }, IMAGES)).toEqual({
      input_text: "42",
      input_image: "258",
      output_image: "1290",
    })
  })

  it("knows no lines where something is billed that no meter counts; none of it is nothing", () => {
    expect(lines({ prompt: 9, audio: 0, searches: 0, completion: 1290 }, IMAGES)).not.toBeNull()
    expect(lines({ prompt: 9, audio: 3, completion: 1290 }, IMAGES)).toBeNull()
    expect(lines({ prompt: 9, searches: 1, completion: 1290 }, IMAGES)).toBeNull()
  })

  it("takes the completion of an images answer without details as image", () => {
    expect(lines({ prompt: 0, completion: 4175 }, IMAGES)).toEqual({ output_image: "4175" })
    expect(lines({ prompt: 0, completion: 4175, reasoning: 175 }, IMAGES)).toEqual({
      output_image: "4000",
      output_reasoning: "175",
    })
  })

  it("does not guess how much of a chat answer with a picture is image", () => {
    expect(lines({ prompt: 9, completion: 1400 }, CHAT)).toBeNull()
    expect(lines({ prompt: 9, completion: 1400 }, { route: "chat", imagesReturned: null })).toBeNull()
    expect(lines({ prompt: 9, completion: 14 }, { route: "chat", imagesReturned: 0 })).toEqual({
      input_text: "9",
      output_text: "14",
    })
  })

  it("knows no lines where the parts exceed the whole", () => {
    expect(lines({ prompt: 100, cached: 101, completion: 0 }, IMAGES)).toBeNull()
    expect(lines({ prompt: 100, cached: 60, written: 60, completion: 0 }, IMAGES)).toBeNull()
    expect(lines({ prompt: 0, completion: 100, image: 60, reasoning: 41 }, CHAT)).toBeNull()
    expect(lines({ prompt: 0, completion: 100, reasoning: 101 }, IMAGES)).toBeNull()
  })

  it("knows no lines where a count is odd or a whole is missing", () => {
    for (const told of [
      { prompt_tokens: "9", completion_tokens: 9 },
      { prompt_tokens: 9 },
      { completion_tokens: 9 },
      { prompt_tokens: 9, completion_tokens: 9, prompt_tokens_details: { cached_tokens: -1 } },
    ]) {
      expect(usageLines(readUsage(JSON.stringify(told)), IMAGES).known, JSON.stringify(told)).toBe(false)
    }
  })

  it("gives lines that are never empty, one per meter, and add up to prompt and completion", () => {
    const [whole, part] = [fc.nat(3000), fc.nat(600)]
    const told = fc.record(
      { prompt: whole, cached: part, written: part, completion: whole, reasoning: part, image: part },
      { requiredKeys: ["prompt", "completion"] },
    )
    const answer = fc.record({
      route: fc.constantFrom("images" as const, "chat" as const),
      imagesReturned: fc.option(fc.nat(2)),
    })
    let seen = 0
    fc.assert(
      fc.property(told, answer, (figures, of) => {
        const cut = usageLines(usage(figures), of)
        if (!cut.known) return
        seen++
        const total = (side: string) =>
          sum(cut.lines.filter(({ meter }) => meter.startsWith(side)).map(({ quantity }) => quantity)).toFixed()
        expect(total("input")).toBe(String(figures.prompt))
        expect(total("output")).toBe(String(figures.completion))
        expect(cut.lines.every(({ quantity }) => quantity.gt("0"))).toBe(true)
        expect(new Set(cut.lines.map(({ meter }) => meter)).size).toBe(cut.lines.length)
      }),
      { numRuns: 500 },
    )
    expect(seen).toBeGreaterThan(50)
  })
})
