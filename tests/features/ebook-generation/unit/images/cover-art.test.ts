import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { toCover } from "../../../../../src/features/ebook-generation/infrastructure/images/cover-art.ts"
import { COVER, picture } from "./pictures.ts"

const LETTER = { width: 2550, height: 3300 }

const flat = (background: string) => sharp({ create: { width: 864, height: 1184, channels: 3, background } })

describe("a cover", () => {
  it("becomes an RGB PNG at print size and 300 dpi, and keeps its colours", async () => {
    const cover = await toCover(await picture(COVER), LETTER)
    if (!cover.ok) throw new Error(cover.problem)
    expect(await sharp(cover.png).metadata()).toMatchObject({ ...LETTER, channels: 3, density: 300, format: "png" })
    const sky = await sharp(cover.png).extract({ left: 5, top: 5, width: 1, height: 1 }).raw().toBuffer()
    expect([...sky]).toEqual([0x4a, 0xa3, 0xdf])
  })

  it("fills the sheet: what does not fit is cut off evenly, never padded", async () => {
    const wide = await sharp(await picture(COVER))
      .resize(1600, 800, { fit: "fill" })
      .png()
      .toBuffer()
    const cover = await toCover(wide, { width: 300, height: 300 })
    if (!cover.ok) throw new Error(cover.problem)
    const { data } = await sharp(cover.png).raw().toBuffer({ resolveWithObject: true })
    expect([...data.subarray(0, 3)]).toEqual([0x4a, 0xa3, 0xdf])
    expect([...data.subarray(-3)]).toEqual([0x3c, 0x8d, 0x40])
  })

  it("is refused as blank when it is one flat colour, with JPEG noise or without", async () => {
    for (const colour of ["#fff", "#000", "#c33"]) {
      expect(await toCover(await flat(colour).png().toBuffer(), LETTER)).toEqual({ ok: false, problem: "blank" })
    }
    const noisy = await flat("#c33")
      .composite([{ input: await speckled() }])
      .jpeg({ quality: 40 })
      .toBuffer()
    expect(await toCover(noisy, LETTER)).toEqual({ ok: false, problem: "blank" })
  })

  it("is kept when it is quiet: a soft sky, or a few words on white", async () => {
    const sky =
      '<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#bcd"/><stop offset="1" stop-color="#fff"/></linearGradient></defs><rect width="864" height="1184" fill="url(#g)"/>'
    const words = '<rect x="200" y="200" width="464" height="12"/>'
    for (const body of [sky, words]) {
      expect(await toCover(await picture(body), { width: 255, height: 330 })).toMatchObject({ ok: true })
    }
  })

  it("gives the same bytes for the same source", async () => {
    const source = await picture(COVER, "jpeg")
    expect(await toCover(source, LETTER)).toEqual(await toCover(source, LETTER))
  })
})

function speckled() {
  const background = { r: 200, g: 50, b: 50, alpha: 0.5 }
  return sharp({ create: { width: 432, height: 592, channels: 4, background } })
    .png()
    .toBuffer()
}
