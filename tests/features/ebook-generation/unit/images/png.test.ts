import { inflateSync } from "node:zlib"
import fc from "fast-check"
import sharp from "sharp"
import { describe, expect, it } from "vitest"
import {
  bilevelIdat,
  encodeBilevelPng,
} from "../../../../../src/features/ebook-generation/infrastructure/images/png.ts"
import { greysOf } from "./pictures.ts"

const page = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, height }) => {
    const length = Math.ceil(width / 8) * height
    return fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      bits: fc.uint8Array({ minLength: length, maxLength: length }),
    })
  })

describe("bilevel PNG", () => {
  it("is read back bit for bit by another decoder, whatever the width", async () => {
    await fc.assert(
      fc.asyncProperty(page, async ({ bits, width, height }) => {
        const read = await greysOf(await encodeBilevelPng(bits, width, height))
        const stride = Math.ceil(width / 8)
        const expected = Array.from({ length: width * height }, (_, at) => {
          const [x, y] = [at % width, Math.floor(at / width)]
          return ((bits[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0
        })
        expect([...read.pixels]).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  it("says 1 bit, grey, 300 dpi, and gives the same bytes every time", async () => {
    const bits = Uint8Array.from({ length: 300 }, (_, i) => (i * 37) & 255)
    const png = await encodeBilevelPng(bits, 80, 30)
    expect(await sharp(png).metadata()).toMatchObject({
      width: 80,
      height: 30,
      channels: 1,
      bitsPerSample: 1,
      density: 300,
    })
    expect(await encodeBilevelPng(bits, 80, 30)).toEqual(png)
  })

  it("hands out its compressed rows for the PDF, each behind its filter byte", async () => {
    const bits = Uint8Array.of(0xff, 0x00, 0xaa, 0x55)
    const { width, height, idat } = bilevelIdat(await encodeBilevelPng(bits, 16, 2))
    expect([width, height]).toEqual([16, 2])
    expect([...inflateSync(idat)]).toEqual([0, 0xff, 0x00, 0, 0xaa, 0x55])
  })

  it("refuses a PNG of another kind, a damaged one and a cut one", async () => {
    const png = Buffer.from(await encodeBilevelPng(new Uint8Array(200), 80, 20))
    const colour = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#f00" } })
      .png()
      .toBuffer()
    expect(() => bilevelIdat(colour)).toThrow("not a 1-bit greyscale PNG")
    const damaged = Buffer.from(png)
    damaged.writeUInt8(damaged.readUInt8(70) ^ 1, 70)
    expect(() => bilevelIdat(damaged)).toThrow("PNG is damaged")
    for (let length = 8; length < png.length; length++) {
      expect(() => bilevelIdat(png.subarray(0, length)), String(length)).toThrow("PNG is cut off")
    }
    expect(() => bilevelIdat(Buffer.from("hello, this is text"))).toThrow("not a PNG")
  })
})
