import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { toLineArt } from "../../../../../src/features/ebook-generation/infrastructure/images/line-art.ts"
import { FINE_DRAWING, greysOf, LINE_DRAWING, PHOTO, picture, SHADED_DRAWING, squeezed } from "./pictures.ts"

const LETTER = { width: 2550, height: 3300 }
/** A third of print size: quick, and all rules but size hold. */
const SMALL = { width: 850, height: 1100 }

async function kept(source: Uint8Array, size = SMALL) {
  const art = await toLineArt(source, size)
  if (!art.ok) throw new Error(art.problem)
  return art
}

describe("a content page", () => {
  it("becomes pure black on white at print size, one bit a pixel", async () => {
    const { png, measures } = await kept(await picture(LINE_DRAWING), LETTER)
    expect(await sharp(png).metadata()).toMatchObject({ ...LETTER, bitsPerSample: 1, density: 300 })
    expect(new Set((await greysOf(png)).pixels)).toEqual(new Set([0, 255]))
    expect(measures).toMatchObject({ sourceWidth: 864, sourceHeight: 1184, greyShare: 0, specksRemoved: 0 })
    expect(measures.inkShare).toBeGreaterThan(0.1)
    expect(measures.inkShare).toBeLessThan(0.2)
  })

  it("is kept from PNG, WebP and noisy JPEG, also when its strokes are thin and anti-aliased", async () => {
    for (const drawing of [LINE_DRAWING, FINE_DRAWING]) {
      for (const format of ["png", "jpeg", "webp"] as const) {
        expect((await kept(await picture(drawing, format))).measures.greyShare).toBe(0)
      }
    }
  })

  it("is kept when the strokes are soft and the paper is not quite white", async () => {
    const soft = await sharp(await picture(LINE_DRAWING))
      .blur(2)
      .linear(0.85, 25)
      .jpeg({ quality: 40 })
      .toBuffer()
    expect((await kept(soft)).measures.greyShare).toBeLessThan(0.01)
  })

  it("is enlarged before it is thresholded: a slanting edge has no stairs", async () => {
    const edge = await squeezed('<path d="M0 0L864 1184H0z"/>', 85, 110)
    const { pixels, width } = await greysOf((await kept(edge, LETTER)).png)
    const blackIn = (y: number) => pixels.subarray(y * width, (y + 1) * width).filter((level) => level === 0).length
    const steps = Array.from({ length: 400 }, (_, i) => blackIn(1401 + i) - blackIn(1400 + i))
    expect(Math.max(...steps.map(Math.abs))).toBeLessThan(10)
  })

  it("shows the whole drawing, centred, with white beside it", async () => {
    const frame = '<rect width="864" height="1184"/><rect x="60" y="60" width="744" height="1064" fill="#fff"/>'
    const square = await squeezed(frame, 600, 600)
    const { pixels, width } = await greysOf((await kept(square)).png)
    const middle = Array.from({ length: 1100 }, (_, y) => pixels[y * width + 425])
    expect([middle.indexOf(0), middle.lastIndexOf(0)]).toEqual([125, 974])
  })

  it("loses specks and pinholes, and says how many", async () => {
    const dust = '<rect x="20" y="20" width="2" height="2"/><rect x="30" y="900" width="2" height="2"/>'
    const hole = '<rect x="400" y="20" width="60" height="30"/><rect x="420" y="30" width="2" height="2" fill="#fff"/>'
    const { png, measures } = await kept(await picture(LINE_DRAWING + dust + hole))
    expect(measures).toMatchObject({ specksRemoved: 2, pinholesFilled: 1 })
    const { pixels, width } = await greysOf(png)
    expect(pixels[20 * width + 20]).toBe(255)
  })

  it("is refused as grey when it is a photograph or softly shaded, with its measures", async () => {
    for (const format of ["png", "jpeg"] as const) {
      for (const drawing of [PHOTO, SHADED_DRAWING]) {
        const art = await toLineArt(await picture(drawing, format), SMALL)
        expect(art).toMatchObject({ ok: false, problem: "grey" })
        expect("measures" in art && art.measures.greyShare).toBeGreaterThan(0.06)
      }
    }
    expect(await toLineArt(await picture('<rect width="864" height="1184" fill="#888"/>'), SMALL)).toMatchObject({
      problem: "grey",
    })
  })

  it("is refused as nearly empty: white, almost white, or only dust", async () => {
    const dust = Array.from(
      { length: 60 },
      (_, i) => `<rect x="${13 * i + 20}" y="${17 * i + 20}" width="3" height="3"/>`,
    )
    for (const body of ["", '<path d="M60 60h300" stroke="#000" stroke-width="4"/>', dust.join("")]) {
      expect(await toLineArt(await picture(body), SMALL)).toMatchObject({ problem: "nearly-empty" })
    }
    expect(
      await toLineArt(
        await picture('<circle cx="432" cy="592" r="250" fill="none" stroke="#000" stroke-width="5"/>'),
        SMALL,
      ),
    ).toMatchObject({ ok: true })
  })

  it("is refused as nearly black, also when white bands were added to fit it", async () => {
    const black = '<rect width="864" height="1184"/><circle cx="432" cy="592" r="200" fill="#fff"/>'
    expect(await toLineArt(await picture(black), SMALL)).toMatchObject({ problem: "nearly-black" })
    const strip = await squeezed(black, 1184, 200)
    expect(await toLineArt(strip, SMALL)).toMatchObject({ problem: "nearly-black" })
  })

  it("stands on white where the model left it transparent", async () => {
    const clear = await sharp(
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="864" height="1184">${LINE_DRAWING}</svg>`),
    )
      .png()
      .toBuffer()
    expect((await kept(clear)).png).toEqual((await kept(await picture(LINE_DRAWING))).png)
  })

  it("gives the same bytes for the same source", async () => {
    const source = await picture(LINE_DRAWING, "jpeg")
    expect((await kept(source)).png).toEqual((await kept(source)).png)
  })
})
