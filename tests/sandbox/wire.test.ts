import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { CHAT_MODEL, COVER_MODEL, imageIn, models, PAGE_MODEL, PROMPT, reply, running } from "./running.ts"

describe("the sandbox on OpenRouter's wire", () => {
  it("answers an image with its usage and exact cost, and no id, model or provider in the body", async () => {
    const { ask } = await running()
    const response = await ask({ seed: 3 }, { "x-session-id": "attempt-1" })
    expect(response.status).toBe(200)
    expect(response.headers.get("x-generation-id")).toMatch(/^gen-/)
    const text = await response.text()
    expect(text).toContain('"cost":0.0387243,')
    expect(text).toContain('"upstream_inference_prompt_cost":0.0000243,')
    const body = JSON.parse(text)
    expect(Object.keys(body)).toEqual(["created", "data", "usage"])
    expect(body.usage).toMatchObject({
      prompt_tokens: 81,
      completion_tokens: 1290,
      total_tokens: 1371,
      is_byok: false,
      completion_tokens_details: { image_tokens: 1290, reasoning_tokens: 0 },
    })
    expect(body.data).toHaveLength(1)
    expect(body.data[0].media_type).toBe("image/png")
    expect(await sharp(imageIn(body)).metadata()).toMatchObject({ format: "png", width: 864, height: 1184 })
  })

  it("draws the same picture for the same request, in the pixels and format asked for", async () => {
    const { ask } = await running()
    const [one, two] = [await reply(await ask({ seed: 5 })), await reply(await ask({ seed: 5 }))]
    expect(imageIn(one).equals(imageIn(two))).toBe(true)
    const cover = await reply(await ask({ model: COVER_MODEL, prompt: "cover illustration", output_format: "jpeg" }))
    expect(await sharp(imageIn(cover)).metadata()).toMatchObject({ format: "jpeg", width: 896, height: 1200 })
    const slim = await reply(await ask({ aspect_ratio: "2:3" }))
    expect(await sharp(imageIn(slim)).metadata()).toMatchObject({ width: 832, height: 1248 })
  })

  it("lists its models with decimal text prices, and only where image output is asked for", async () => {
    const { url } = await running()
    const list = async (query: string) =>
      (await (await fetch(`${url}/models${query}`, { headers: { authorization: "Bearer k" } })).json()) as {
        data: { id: string; pricing: Record<string, string> }[]
      }
    const { data } = await list("?output_modalities=image")
    expect(data.map(({ id }) => id)).toEqual([PAGE_MODEL, COVER_MODEL, CHAT_MODEL])
    expect(data[0]?.pricing).toEqual(models.models[0]?.pricing)
    expect((await list("")).data).toEqual([])
  })

  it("refuses a request without a key with 401, for images and models alike, and charges nothing", async () => {
    const { ask, url, charges } = await running()
    expect((await ask({}, { authorization: "" })).status).toBe(401)
    expect((await ask({}, { authorization: "Basic abc" })).status).toBe(401)
    const models = await fetch(`${url}/models?output_modalities=image`)
    expect(models.status).toBe(401)
    expect(await reply(models)).toMatchObject({ error: { code: 401, metadata: { error_type: "authentication" } } })
    expect(await charges()).toEqual({ charges: [], total: "0" })
  })

  it("refuses a bad body or an unknown model with 400 in OpenRouter's shape, and charges nothing", async () => {
    const { ask, charges } = await running()
    for (const body of [
      "{",
      "[]",
      { prompt: "" },
      { model: "nobody/nothing" },
      { n: 2 },
      { aspect_ratio: "7:5" },
      { stream: true },
      { session_id: "s" },
    ]) {
      const response = await ask(body)
      expect(response.status, JSON.stringify(body)).toBe(400)
      expect(await reply(response)).toMatchObject({ error: { code: 400, metadata: { error_type: "invalid_request" } } })
    }
    expect((await ask({}, { "x-session-id": "s".repeat(257) })).status).toBe(400)
    expect((await charges()).charges).toEqual([])
  })

  it("answers 404 everywhere else", async () => {
    const { root, url } = await running()
    for (const address of [root, `${url}/chat/completions`, `${url}/images`]) {
      const response = await fetch(address, { headers: { authorization: "Bearer k" } })
      expect(response.status, address).toBe(404)
      expect(await reply(response)).toMatchObject({ error: { code: 404 } })
    }
  })

  it("counts the same tokens for the same prompt, and more for images sent along", async () => {
    const { ask } = await running()
    const reference = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }
    const { usage } = await reply(await ask({ prompt: PROMPT, input_references: [reference] }))
    expect(usage).toMatchObject({ prompt_tokens: 81 + 258 })
  })

  it("takes at least its latency for an image, and closes at once while it waits", async () => {
    const slow = await running({ latencyMs: 400 })
    await slow.order({ kind: "not-an-image" })
    const start = performance.now()
    expect((await slow.ask()).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThanOrEqual(399)
    const slower = await running({ latencyMs: 60_000 })
    const lost = expect(slower.ask()).rejects.toThrow()
    await new Promise((done) => setTimeout(done, 100))
    await slower.close()
    await lost
  })
})
