import { randomBytes } from "node:crypto"
import sharp from "sharp"
import { beforeAll, describe, expect, it } from "vitest"
import { toCover } from "../../../../../src/features/ebook-generation/infrastructure/images/cover-art.ts"
import { toLineArt } from "../../../../../src/features/ebook-generation/infrastructure/images/line-art.ts"
import { COVER, LINE_DRAWING, picture } from "./pictures.ts"

const SIZE = { width: 425, height: 550 }
const MIB = 1024 * 1024

async function expectRefused(source: Uint8Array, what: string) {
  expect(await toLineArt(source, SIZE), what).toEqual({ ok: false, problem: "not-an-image" })
  expect(await toCover(source, SIZE), what).toEqual({ ok: false, problem: "not-an-image" })
}

describe("a picture from a stranger", () => {
  let bomb: Buffer
  beforeAll(async () => {
    const blank = sharp({
      create: { width: 16_000, height: 16_000, channels: 3, background: "#fff" },
      limitInputPixels: false,
    })
    bomb = await blank.toColourspace("b-w").png({ compressionLevel: 9 }).toBuffer()
  }, 60_000)

  it("is refused when it is empty, text, JSON, noise, or markup that could draw itself", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="864" height="1184">${LINE_DRAWING}</svg>`
    for (const text of [
      "",
      " ",
      "I cannot draw that.",
      '{"error":1}',
      svg,
      `<?xml version="1.0"?>${svg}`,
      "%PDF-1.7",
      "GIF89a",
    ]) {
      await expectRefused(Buffer.from(text), text.slice(0, 20))
    }
    await expectRefused(randomBytes(5000), "noise")
  })

  it("is refused in formats nobody asked for", async () => {
    const drawn = sharp(await picture(LINE_DRAWING))
    await expectRefused(await drawn.clone().gif().toBuffer(), "gif")
    await expectRefused(await drawn.clone().tiff().toBuffer(), "tiff")
  })

  it("is refused when it only begins like a picture", async () => {
    for (const start of [
      "\x89PNG\r\n\x1a\n",
      "\xff\xd8\xff\xe0",
      "RIFF\x10\x00\x00\x00WEBP",
      "RIFF\x10\x00\x00\x00WAVE",
    ]) {
      await expectRefused(Buffer.concat([Buffer.from(start, "latin1"), randomBytes(2000)]), start)
      await expectRefused(Buffer.from(start, "latin1"), start)
    }
  })

  it("is refused when it was cut off on the way, wherever", async () => {
    for (const format of ["png", "jpeg", "webp"] as const) {
      const whole = await picture(COVER + LINE_DRAWING, format)
      for (const share of [0.05, 0.3, 0.6, 0.9, 0.97]) {
        await expectRefused(whole.subarray(0, Math.floor(whole.length * share)), `${format} ${share}`)
      }
    }
  })

  it("is refused at 16000 × 16000 before it is unpacked", async () => {
    expect(bomb.length).toBeLessThan(MIB)
    const before = process.memoryUsage().rss
    const started = performance.now()
    await expectRefused(bomb, "bomb")
    expect(performance.now() - started).toBeLessThan(500)
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * MIB)
  })

  it("is judged, not trusted, when it is one pixel or a thread", async () => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: "#000" } })
      .png()
      .toBuffer()
    expect(await toLineArt(dot, SIZE)).toMatchObject({ problem: "nearly-black" })
    const thread = await sharp({ create: { width: 1, height: 9000, channels: 3, background: "#fff" } })
      .png()
      .toBuffer()
    expect(await toLineArt(thread, SIZE)).toMatchObject({ problem: "nearly-empty" })
    expect(await toCover(dot, SIZE)).toMatchObject({ problem: "blank" })
  })
})
