import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { CHAT_MODEL, COVER_MODEL, PAGE_MODEL, PROMPT, running } from "./running.ts"

const bodyOf = async (response: Response): Promise<any> => response.json()
const imageIn = (body: any): Buffer => {
  const url: string = body.choices[0].message.images[0].image_url.url
  expect(url).toMatch(/^data:image\/png;base64,/)
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64")
}
/** 81 tokens of prompt, 1120 of picture and 5 of the words beside it, at the prices of config/models.yaml. */
const COST = "0.0672555"

describe("the sandbox on OpenRouter's chat route", () => {
  it("answers with a drawn page as a data URL, who served, and a usage in which the picture is a part of the completion", async () => {
    const { chat, charges } = await running()
    const response = await chat({}, { "x-session-id": "attempt-1" })
    expect(response.status).toBe(200)
    const text = await response.text()
    expect(text).toContain(`"cost":${COST},`)
    const body = JSON.parse(text)
    expect(body).toMatchObject({
      id: response.headers.get("x-generation-id"),
      object: "chat.completion",
      model: CHAT_MODEL,
      provider: "Google",
      choices: [{ finish_reason: "stop", message: { role: "assistant", content: expect.any(String) } }],
      usage: {
        prompt_tokens: 81,
        completion_tokens: 1125,
        total_tokens: 1206,
        is_byok: false,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { image_tokens: 1120, reasoning_tokens: 0 },
      },
    })
    expect(await sharp(imageIn(body)).metadata()).toMatchObject({ format: "png", width: 896, height: 1200 })
    expect((await charges()).charges).toMatchObject([
      { attemptId: "attempt-1", model: CHAT_MODEL, promptTokens: 81, imageTokens: 1120, cost: COST },
    ])
  })

  it("draws what the images route draws for the same words and seed, also for a message in parts", async () => {
    const { ask, chat } = await running()
    const { data } = await bodyOf(await ask({ model: CHAT_MODEL, seed: 3 }))
    const parts = [{ type: "text", text: PROMPT }]
    const body = await bodyOf(await chat({ seed: 3, messages: [{ role: "user", content: parts }] }))
    expect(imageIn(body).equals(Buffer.from(data[0].b64_json, "base64"))).toBe(true)
  })

  it("refuses a body that asks for no picture with 400, and one without a key with 401, and charges nothing", async () => {
    const { chat, charges } = await running()
    const wrong = [{ modalities: ["text"] }, { messages: [] }, { models: [PAGE_MODEL] }, { model: "nobody/nothing" }]
    for (const body of wrong) expect((await chat(body)).status, JSON.stringify(body)).toBe(400)
    expect((await chat({}, { authorization: "" })).status).toBe(401)
    expect((await charges()).charges).toEqual([])
  })
})

describe("usages ordered from the sandbox", () => {
  it.each([
    ["byok", { cost: 0, is_byok: true, cost_details: { upstream_inference_cost: 0.0672555 } }, COST],
    [
      "byok-with-fee",
      { cost: 0.003362775, is_byok: true, cost_details: { upstream_inference_cost: 0.0672555 } },
      "0.070618275",
    ],
    ["cached", { prompt_tokens: 81, prompt_tokens_details: { cached_tokens: 40 } }, COST],
    ["reasoning", { completion_tokens: 1325, completion_tokens_details: { reasoning_tokens: 200 } }, "0.0678555"],
    ["cache-hit", { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, cost: 0 }, "0"],
  ])("%s: a good picture, an unusual usage, and the whole charge in the log", async (shape, usage, cost) => {
    const { chat, order, charges } = await running()
    await order({ kind: "usage", shape })
    const body = await bodyOf(await chat())
    expect(body.usage).toMatchObject(usage)
    expect((await sharp(imageIn(body)).metadata()).format).toBe("png")
    expect((await charges()).charges).toMatchObject([{ cost }])
  })

  it("no-cost and null: the charge stands in the log alone", async () => {
    const { ask, chat, order, charges } = await running()
    await order({ kind: "usage", shape: "no-cost" }, { kind: "usage", shape: "null" })
    const { usage } = await bodyOf(await chat())
    expect(usage).toMatchObject({ prompt_tokens: 81 })
    expect(usage).not.toHaveProperty("cost")
    expect(await bodyOf(await ask())).toMatchObject({ usage: null })
    expect((await charges()).charges).toMatchObject([{ cost: COST }, { cost: "0.0387243" }])
  })

  it("a cached prompt has its own price where the model has one", async () => {
    const { ask, order, charges } = await running()
    await order({ kind: "usage", shape: "cached" })
    expect(await bodyOf(await ask())).toMatchObject({ usage: { cost: 0.0387135 } })
    expect((await charges()).charges).toMatchObject([{ cost: "0.0387135" }])
  })
})

describe("troubles of the chat route ordered from the sandbox", () => {
  it("refused: a content filter in HTTP 200, words instead of a picture, and those are charged", async () => {
    const { ask, chat, order, charges } = await running()
    await order({ kind: "refused", times: 2 })
    const body = await bodyOf(await chat())
    expect(body.choices[0]).toMatchObject({ finish_reason: "content_filter", message: { refusal: expect.any(String) } })
    expect(body.usage).toMatchObject({ completion_tokens: 5, completion_tokens_details: { image_tokens: 0 } })
    expect(await bodyOf(await ask())).toMatchObject({ error: { metadata: { error_type: "refusal" } } })
    expect((await charges()).charges).toMatchObject([{ cost: "0.0000555", imageTokens: 0 }])
  })

  it("finish-error: an error in the choice, free with zeros or charged with a cost", async () => {
    const { chat, order, charges } = await running()
    await order({ kind: "finish-error" }, { kind: "finish-error", charged: true })
    const [free, charged] = [await bodyOf(await chat()), await bodyOf(await chat())]
    for (const { choices } of [free, charged])
      expect(choices[0]).toMatchObject({ finish_reason: "error", error: { code: 502 } })
    expect(free.usage).toMatchObject({ completion_tokens: 0, cost: 0 })
    expect(charged.usage).toMatchObject({ cost: 0.0672555 })
    expect((await charges()).charges).toMatchObject([{ cost: COST }])
  })

  it("served-by: another model and provider, told in the answer and billed at that model's prices", async () => {
    const { chat, order, charges } = await running()
    await order({ kind: "served-by", model: COVER_MODEL, provider: "Google AI Studio" })
    expect(await bodyOf(await chat())).toMatchObject({ model: COVER_MODEL, provider: "Google AI Studio" })
    expect((await charges()).charges).toMatchObject([{ model: COVER_MODEL, cost: "0.134622" }])
  })

  it("those of the images route strike here too", async () => {
    const { chat, order } = await running()
    await order({ kind: "no-image" }, { kind: "no-usage" }, { kind: "rate-limited" }, { kind: "error-in-200" })
    expect((await bodyOf(await chat())).choices[0].message).not.toHaveProperty("images")
    expect(await bodyOf(await chat())).not.toHaveProperty("usage")
    expect((await chat()).status).toBe(429)
    expect(await bodyOf(await chat())).toMatchObject({ error: { code: 502 } })
    await order({ kind: "charged-then-reset" })
    await expect(chat()).rejects.toThrow()
  })
})

describe("the sandbox's list of image models", () => {
  it("names each model's endpoints, whose prices are JSON numbers by billable and unit", async () => {
    const { url, root } = await running()
    const { data } = await bodyOf(await fetch(`${url}/images/models`))
    expect(data.map(({ id }: any) => id)).toEqual([PAGE_MODEL, COVER_MODEL, CHAT_MODEL])
    const text = await (await fetch(`${root}${data[0].endpoints}`)).text()
    expect(text).toContain('"cost_usd":0.0000003')
    expect(JSON.parse(text)).toMatchObject({
      id: PAGE_MODEL,
      endpoints: [
        {
          provider_name: "Google",
          provider_slug: "google",
          pricing: [
            { billable: "input_text", unit: "token", cost_usd: 0.0000003 },
            { billable: "output_image", unit: "token", cost_usd: 0.00003 },
          ],
        },
      ],
    })
    expect((await fetch(`${url}/images/models/nobody/nothing/endpoints`)).status).toBe(404)
  })
})
