import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { toCover } from "../../../../../src/features/ebook-generation/infrastructure/images/cover-art.ts"
import { toLineArt } from "../../../../../src/features/ebook-generation/infrastructure/images/line-art.ts"
import { toThumbnail } from "../../../../../src/features/ebook-generation/infrastructure/images/preview.ts"
import { COVER, greysOf, LINE_DRAWING, picture } from "./pictures.ts"

const LETTER = { width: 2550, height: 3300 }

describe("a thumbnail", () => {
  it("of line art is a small WebP, smooth at the edges and without a stain on the paper", async () => {
    const art = await toLineArt(await picture(LINE_DRAWING), LETTER)
    if (!art.ok) throw new Error(art.problem)
    const small = await toThumbnail(art.png, 480)
    expect(await sharp(small).metadata()).toMatchObject({ format: "webp", width: 480, height: 621 })
    expect(small.length).toBeLessThan(80_000)
    const { pixels } = await greysOf(small)
    expect(new Set(pixels).size).toBeGreaterThan(20)
    // Exactly the smooth reduction: lossy WebP would leave stains beside the strokes.
    expect(pixels).toEqual((await greysOf(await sharp(art.png).resize({ width: 480 }).png().toBuffer())).pixels)
    expect(await toThumbnail(art.png, 480)).toEqual(small)
  })

  it("of a cover keeps its colours and its shape", async () => {
    const cover = await toCover(await picture(COVER), LETTER)
    if (!cover.ok) throw new Error(cover.problem)
    const small = await toThumbnail(cover.png, 480)
    expect(await sharp(small).metadata()).toMatchObject({ format: "webp", width: 480, height: 621 })
    const { channels } = await sharp(small).stats()
    expect(channels).toHaveLength(3)
    expect((channels[2]?.mean ?? 0) - (channels[0]?.mean ?? 0)).toBeGreaterThan(40)
  })
})
