import { describe, expect, it } from "vitest"
import { readAnswer } from "../../../../src/features/ebook-generation/domain/answer.ts"

const picture = { b64_json: "aGVsbG8=", media_type: "image/png" }
const read = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  readAnswer({ status, headers, body: typeof body === "string" ? body : JSON.stringify(body) }, "images")

describe("an answer", () => {
  it("with a picture succeeded, and its usage is kept to the last digit", () => {
    const usage = '{"prompt_tokens":81,"cost":0.12345678901234567890,"cost_details":{"upstream_inference_cost":null}}'
    const reading = read(200, `{"data":[${JSON.stringify(picture)}],"usage":${usage}}`)
    expect(reading).toMatchObject({
      outcome: "succeeded",
      image: "aGVsbG8=",
      imagesReturned: 1,
      usage,
      reported: "0.1234567890123456789",
    })
  })

  it.each([
    ["no data", { data: [], usage: { cost: 0.04 } }],
    ["an empty picture", { data: [{ b64_json: "" }], usage: { cost: 0.04 } }],
    ["something else", { hello: 1, usage: { cost: 0.04 } }],
  ])("with %s gave no usable image, and is still charged", (_what, body) => {
    expect(read(200, body)).toMatchObject({
      outcome: "no-usable-image",
      image: null,
      reported: "0.04",
      next: { kind: "retry", wait: false },
    })
  })

  it("with an odd usage never loses the picture", () => {
    for (const usage of [null, [], "free", { cost: "NaN" }, { cost: -1 }, { cost: null }, { cost: { a: 1 } }]) {
      expect(read(200, { data: [picture], usage })).toMatchObject({ outcome: "succeeded", reported: null })
    }
  })

  it("that is no JSON gave no usable image, and its cost is not known", () => {
    expect(read(200, "<html>")).toMatchObject({ outcome: "no-usable-image", usage: null, reported: null })
  })

  it("with an error inside 200 failed: billed if it says so, else not", () => {
    const error = { code: 502, message: "upstream broke" }
    expect(read(200, { error })).toMatchObject({
      outcome: "failed-unbilled",
      problem: "upstream broke",
      next: { kind: "retry", wait: true },
    })
    expect(read(200, { error, usage: { cost: 0.01 } })).toMatchObject({ outcome: "failed-billed", reported: "0.01" })
    expect(read(200, { error, usage: { cost: 0 } })).toMatchObject({ outcome: "failed-unbilled" })
  })

  it.each([
    [401, { kind: "pause", code: "key-refused" }],
    [402, { kind: "pause", code: "no-credit" }],
    [400, { kind: "give-up" }],
    [403, { kind: "give-up" }],
    [404, { kind: "give-up" }],
    [408, { kind: "retry", retryAfter: null, wait: true }],
    [429, { kind: "retry", retryAfter: "7", wait: true }],
    [500, { kind: "retry", retryAfter: null, wait: true }],
    [529, { kind: "retry", retryAfter: null, wait: true }],
  ])("of status %i failed unbilled, and what follows is its own", (status, next) => {
    const headers: Record<string, string> = status === 429 ? { "retry-after": "7" } : {}
    expect(read(status, { error: { message: "no" } }, headers)).toMatchObject({
      outcome: "failed-unbilled",
      problem: "no",
      next,
    })
  })

  it("of a key of one's own reports no plain cost", () => {
    expect(read(200, { data: [picture], usage: { cost: 0, is_byok: true } }).reported).toBeNull()
  })
})
