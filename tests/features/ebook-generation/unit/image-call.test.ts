import { describe, expect, it } from "vitest"
import { imageCall, variantAsked } from "../../../../src/features/ebook-generation/domain/image-call.ts"
import { loadModelList } from "../../../../src/shared/model-list.ts"

const { models, pageModel } = loadModelList("config/models.yaml")
const CHAT = "google/gemini-3.1-flash-image"
const callFor = (model: string) => imageCall({ model, prompt: "A mandala.", seed: 7 }, models)
const bodyOf = (model: string) => JSON.parse(callFor(model).body)

describe("the request for a picture", () => {
  it("goes by the images route, as it always did, where its model says nothing else", () => {
    expect(callFor(pageModel).route).toBe("images")
    expect(callFor(pageModel).body).toBe(
      `{"model":"${pageModel}","prompt":"A mandala.","n":1,"aspect_ratio":"3:4","output_format":"png","seed":7}`,
    )
  })

  it("goes by the chat route in one message, with room for more than the picture, and no list of fallbacks", () => {
    expect(callFor(CHAT).route).toBe("chat")
    expect(bodyOf(CHAT)).toEqual({
      model: CHAT,
      messages: [{ role: "user", content: "A mandala." }],
      modalities: ["image", "text"],
      image_config: { aspect_ratio: "3:4", image_size: "1K" },
      max_tokens: 8960,
      seed: 7,
    })
  })

  it("goes by the images route for a model that is listed no more", () => {
    expect(callFor("gone/model").route).toBe("images")
  })

  it("asks for a size by name where the list does, and the variant of its price is read from it", () => {
    const listed = models.map((model) => ({ ...model, size: "2K" as const }))
    const call = imageCall({ model: pageModel, prompt: "A mandala.", seed: 7 }, listed)
    expect(JSON.parse(call.body)).toMatchObject({ resolution: "2K" })
    expect(variantAsked(call.body)).toBe("2k")
    expect(variantAsked(callFor(CHAT).body)).toBe("1k")
    expect(variantAsked(callFor(pageModel).body)).toBeNull()
  })
})
