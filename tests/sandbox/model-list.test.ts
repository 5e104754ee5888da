import { writeFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import { loadModelList } from "../../src/shared/model-list.ts"
import { freshLog, models } from "./running.ts"

const price = { prompt: "0.1", completion: "0.1", image_output: "0.1" }
const usual = { promptTokens: 1, outputImageTokens: 1, inputImageTokens: 1 }
const model = { id: "a/b", name: "B", pricing: price, usual, portrait: { width: 3, height: 4 } }
const list = { reviewed: "2026-11-23", source: "here", pageModel: "a/b", coverModel: "a/b", models: [model] }

describe("the reviewed list of models", () => {
  it("is valid, and offers the page and the cover model in portrait", () => {
    expect(models.models.map(({ id }) => id)).toEqual(expect.arrayContaining([models.pageModel, models.coverModel]))
    for (const { portrait } of models.models) expect(portrait.width).toBeLessThan(portrait.height)
  })

  it.each([
    [
      "a price that is a float",
      { models: [{ ...model, pricing: { ...price, prompt: 0.1 } }] },
      /models\.0\.pricing\.prompt: must be a decimal in quotes/,
    ],
    [
      "a price with an exponent",
      { models: [{ ...model, pricing: { ...price, prompt: "3e-7" } }] },
      /plain decimal such as/,
    ],
    ["an unknown field", { models: [{ ...model, prize: 1 }] }, /models\.0: .*prize/],
    ["a page model that is not offered", { pageModel: "x/y" }, /pageModel: must be one of: a\/b\./],
    ["a model listed twice", { models: [model, model] }, /models\.1\.id: is listed twice\./],
  ])("refuses %s with one sentence that names the file and the place", async (_, wrong, sentence) => {
    const path = await freshLog()
    await writeFile(path, JSON.stringify({ ...list, ...wrong }))
    expect(() => loadModelList(path)).toThrow(sentence)
    expect(() => loadModelList(path)).toThrow(path)
  })

  it("refuses a file that is not there or no YAML with one sentence", async () => {
    const path = await freshLog()
    expect(() => loadModelList(path)).toThrow(/cannot be read as YAML \(.*ENOENT/)
    await writeFile(path, "a: [")
    expect(() => loadModelList(path)).toThrow(/cannot be read as YAML/)
  })
})
