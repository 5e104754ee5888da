import sharp from "sharp"
import { beforeAll, describe, expect, it } from "vitest"
import { pixelsOf } from "../../../../../src/features/ebook-generation/domain/trim.ts"
import { composeBackCover } from "../../../../../src/features/ebook-generation/infrastructure/images/back-cover.ts"
import { toCover } from "../../../../../src/features/ebook-generation/infrastructure/images/cover-art.ts"
import { toLineArt } from "../../../../../src/features/ebook-generation/infrastructure/images/line-art.ts"
import { COVER, LINE_DRAWING, picture } from "./pictures.ts"

const LETTER = pixelsOf("8.5x11")

describe("the back cover", () => {
  let cover: Uint8Array
  let page: Uint8Array
  beforeAll(async () => {
    const made = await toCover(await picture(COVER), LETTER)
    const art = await toLineArt(await picture(LINE_DRAWING), LETTER)
    if (!made.ok || !art.ok) throw new Error("fixtures")
    cover = made.png
    page = art.png
  })

  const compose = (size = LETTER) => composeBackCover({ cover, pages: [page, page], size })

  const groundOf = async (png: Uint8Array) => {
    const pixel = await sharp(png).extract({ left: 0, top: 0, width: 1, height: 1 }).raw().toBuffer()
    return { r: pixel[0] ?? 0, g: pixel[1] ?? 0, b: pixel[2] ?? 0 }
  }

  it("is an RGB PNG at print size and 300 dpi, the same bytes every time", async () => {
    const png = await compose()
    expect(await sharp(png).metadata()).toMatchObject({ ...LETTER, channels: 3, density: 300 })
    expect(await compose()).toEqual(png)
  })

  it("leaves 2 × 1.2 inches white for the barcode, a quarter inch from the trim at the lower right, on trims of every shape", async () => {
    for (const trim of ["8.5x11", "5x8", "8.25x6", "8.25x8.25"] as const) {
      const { width, height } = pixelsOf(trim)
      const png = await compose({ width, height })
      const corner = { left: width - 690, top: height - 450, width: 690, height: 450 }
      const pixels = await sharp(png).extract(corner).raw().toBuffer()
      const { r, g, b } = await groundOf(png)
      const expected = Buffer.from(
        Array.from({ length: 690 * 450 }, (_, at) => {
          const [x, y] = [at % 690, Math.floor(at / 690)]
          return x >= 15 && x < 615 && y >= 15 && y < 375 ? [255, 255, 255] : [r, g, b]
        }).flat(),
      )
      expect(pixels.equals(expected), trim).toBe(true)
    }
  })

  it("stands on a light, quiet colour of the cover", async () => {
    const { r, g, b } = await groundOf(await compose())
    expect(b).toBeGreaterThan(r + 30)
    expect((r + g + b) / 3).toBeGreaterThan(180)
    expect(Math.min(r, g, b)).toBeGreaterThan(120)
  })

  it("takes its colour from what is coloured, however much paper surrounds it", async () => {
    const ball = '<rect width="864" height="1184" fill="#efece6"/><circle cx="432" cy="592" r="120" fill="#d33"/>'
    const png = await composeBackCover({ cover: await picture(ball), pages: [page, page], size: LETTER })
    const { r, g, b } = await groundOf(png)
    expect(r).toBeGreaterThan(Math.max(g, b) + 40)
  })

  it("stands on a light grey when the cover has no colour", async () => {
    const png = await composeBackCover({ cover: page, pages: [page, page], size: { width: 850, height: 1100 } })
    expect(await groundOf(png)).toEqual({ r: 222, g: 222, b: 222 })
  })

  it("shows two drawn pages side by side in the upper part, in the order given", async () => {
    const black = await sharp({ create: { width: 850, height: 1100, channels: 3, background: "#000" } })
      .png()
      .toBuffer()
    const png = await composeBackCover({ cover, pages: [black, page], size: LETTER })
    const darkness = async (left: number) => {
      const part = await sharp(png).extract({ left, top: 700, width: 600, height: 800 }).png().toBuffer()
      return (await sharp(part).stats()).channels[0]?.mean ?? 0
    }
    expect(await darkness(400)).toBe(0)
    expect(await darkness(1550)).toBeGreaterThan(150)
  })
})
