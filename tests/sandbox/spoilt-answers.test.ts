import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { imageIn, reply, running } from "./running.ts"

const CHARGED = [{ cost: "0.0387243" }]
const looks = async (png: Buffer) => (await sharp(png).greyscale().stats()).channels[0]

describe("spoilt answers ordered from the sandbox", () => {
  it("no-image, bad-base64, not-an-image: nothing usable in a 200 that was charged", async () => {
    const { ask, order, charges } = await running()
    await order({ kind: "no-image" }, { kind: "bad-base64" }, { kind: "not-an-image" })
    expect((await reply(await ask())).data).toEqual([])
    expect((await reply(await ask())).data[0]?.b64_json).not.toMatch(/^[A-Za-z0-9+/]+=*$/)
    await expect(sharp(imageIn(await reply(await ask()))).metadata()).rejects.toThrow(/unsupported/)
    expect((await charges()).charges).toMatchObject([...CHARGED, ...CHARGED, ...CHARGED])
  })

  it("grey-image, blank-image, black-image: whole PNGs of the right size that are no page, charged", async () => {
    const { ask, order, charges } = await running()
    await order({ kind: "grey-image" }, { kind: "blank-image" }, { kind: "black-image" })
    const images = [await ask(), await ask(), await ask()]
    const [grey, blank, black] = await Promise.all(images.map(async (image) => looks(imageIn(await reply(image)))))
    expect(grey?.min).toBeGreaterThan(64)
    expect(grey?.max).toBeLessThan(192)
    expect([blank?.min, black?.max]).toEqual([255, 0])
    expect((await charges()).charges).toHaveLength(3)
  })

  it("no-usage, odd-usage: a good image whose numbers are missing, text or below zero; the log has the true charge", async () => {
    const { ask, order, charges } = await running()
    await order({ kind: "no-usage" }, { kind: "odd-usage" }, { kind: "odd-usage", odd: "negative" })
    const [none, text, negative] = [await reply(await ask()), await reply(await ask()), await reply(await ask())]
    expect(none).not.toHaveProperty("usage")
    expect(text.usage).toMatchObject({ prompt_tokens: "81", cost: "0.0387243" })
    expect(negative.usage).toMatchObject({ completion_tokens: -1290, cost: -0.0387243 })
    for (const body of [none, text, negative]) expect((await sharp(imageIn(body)).metadata()).format).toBe("png")
    expect((await charges()).total).toBe("0.1161729")
  })
})
