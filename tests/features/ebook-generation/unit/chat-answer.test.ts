import { describe, expect, it } from "vitest"
import { readAnswer } from "../../../../src/features/ebook-generation/domain/answer.ts"

const answer = (body: unknown, status: number, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body),
})
const read = (body: unknown, status = 200) => readAnswer(answer(body, status), "chat")
const image = (url: unknown) => ({ type: "image_url", index: 0, image_url: { url } })
const said = (message: object, more: object = {}) => ({
  id: "gen-1",
  model: "google/gemini-3.1-flash-image",
  provider: "Google AI Studio",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Here.", ...message } }],
  ...more,
})
const PICTURE = "data:image/png;base64,aGVsbG8="

describe("a chat answer", () => {
  it("with a picture succeeded, names who served, and its usage is kept to the last digit", () => {
    const usage = '{"prompt_tokens":81,"cost":0.12345678901234567890,"completion_tokens_details":{"image_tokens":1120}}'
    const body = JSON.stringify(said({ images: [image(PICTURE)] })).replace(/}$/, `,"usage":${usage}}`)
    expect(read(body)).toMatchObject({
      outcome: "succeeded",
      image: "aGVsbG8=",
      imagesReturned: 1,
      model: "google/gemini-3.1-flash-image",
      provider: "Google AI Studio",
      providerGenerationId: "gen-1",
      usage,
      reported: "0.1234567890123456789",
    })
  })

  it.each([
    "data:image/jpeg;base64,aGVsbG8=",
    "data:image/png;charset=utf-8;base64,aGVsbG8=",
    "data:;base64,aGVsbG8=",
    "DATA:image/PNG;BASE64,aGVsbG8=",
  ])("takes the picture of %s, whatever type it claims: the bytes decide", (url) => {
    expect(read(said({ images: [image(url)] }))).toMatchObject({ outcome: "succeeded", image: "aGVsbG8=" })
  })

  it.each([
    "https://example.com/a.png",
    "http://127.0.0.1/a.png",
    "data:image/svg+xml,<svg/>",
    "data:image/png;base64,",
    "data:image/png;base64",
    "aGVsbG8=",
  ])("has no usable picture in %s, yet says that one came", (url) => {
    const reading = read(said({ images: [image(url)] }, { usage: { cost: 0.04 } }))
    expect(reading).toMatchObject({ outcome: "no-usable-image", image: null, imagesReturned: 1, reported: "0.04" })
  })

  it.each([
    ["words alone", said({})],
    ["no choice", { choices: [] }],
    ["images that are no list", said({ images: { 0: image(PICTURE) } })],
    ["odd pictures", said({ images: [null, 7, {}, { image_url: PICTURE }, image(5), image("")] })],
    ["a picture of the other route", { data: [{ b64_json: "aGVsbG8=" }] }],
    ["no JSON", "<html>"],
  ])("with %s gave no usable image and is tried again", (_what, body) => {
    expect(read(body)).toMatchObject({ outcome: "no-usable-image", imagesReturned: 0, next: { kind: "retry" } })
  })

  it("with an odd usage never loses the picture", () => {
    for (const usage of [null, [], "free", { cost: "NaN" }, { cost: -1 }, { cost: null }]) {
      const reading = read(said({ images: [image(PICTURE)] }, { usage }))
      expect(reading).toMatchObject({ outcome: "succeeded", image: "aGVsbG8=", reported: null })
    }
  })

  it("that ends in an error failed: free by its usage's cost, billed where that is more than 0", () => {
    const error = { code: 502, message: "upstream broke" }
    const choices = [{ finish_reason: "error", error, message: { role: "assistant", content: "" } }]
    const free = { outcome: "failed-unbilled", problem: "upstream broke", next: { kind: "retry", wait: true } }
    expect(read({ choices })).toMatchObject(free)
    expect(read({ choices, usage: { completion_tokens: 0, cost: 0 } })).toMatchObject({ ...free, reported: "0" })
    expect(read({ choices, usage: { cost: 0.01 } })).toMatchObject({ outcome: "failed-billed", reported: "0.01" })
    expect(read({ choices: [{ finish_reason: "error" }] })).toMatchObject({ outcome: "failed-unbilled" })
    expect(read({ error })).toMatchObject(free)
  })

  it("of a refusal is refused, says why in the model's words or ours, keeps its cost, and is tried again", () => {
    const [filtered] = said({}).choices.map((choice) => ({ ...choice, finish_reason: "content_filter" }))
    const body = { choices: [filtered], usage: { cost: 0.0001 } }
    const refused = { outcome: "refused", image: null, next: { kind: "retry", wait: false } }
    expect(read(body)).toMatchObject({ ...refused, reported: "0.0001", problem: "The model refused to draw this." })
    expect(read(said({ refusal: "I cannot draw this." }))).toMatchObject({ ...refused, problem: "I cannot draw this." })
  })

  it("with a picture is no refusal, whatever else it says", () => {
    expect(read(said({ images: [image(PICTURE)], refusal: "No." }))).toMatchObject({ outcome: "succeeded" })
  })
})

describe.each(["images", "chat"] as const)("an error on the %s route", (route) => {
  const error = (metadata: object, code = 403) => ({ error: { code, message: "no", metadata } })

  it.each([
    ["moderation", { reasons: ["violence"], flagged_input: "…", provider_name: "Google" }],
    ["a content policy", { error_type: "content_policy_violation" }],
    ["the model's refusal", { error_type: "refusal" }],
  ])("of %s is refused, and the page is given up as after any 403", (_what, metadata) => {
    const reading = readAnswer(answer(error(metadata), 403), route)
    expect(reading).toMatchObject({ outcome: "refused", problem: "no", next: { kind: "give-up" } })
    expect(readAnswer(answer(error(metadata), 200), route)).toMatchObject({ outcome: "refused" })
  })

  it("for want of a right or of budget is none", () => {
    for (const metadata of [{ error_type: "permission_denied" }, {}])
      expect(readAnswer(answer(error(metadata), 403), route)).toMatchObject({ outcome: "failed-unbilled" })
  })

  it("names what was made by its header where the body does not", () => {
    const reading = readAnswer(answer(error({}, 502), 502, { "x-generation-id": "gen-9" }), route)
    expect(reading).toMatchObject({ providerGenerationId: "gen-9" })
  })
})
