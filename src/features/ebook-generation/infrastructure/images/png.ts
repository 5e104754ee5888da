import { promisify } from "node:util"
import { crc32, deflate } from "node:zlib"
import { PRINT_DPI } from "../../domain/trim.ts"
import type { Bilevel } from "./bilevel.ts"

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1")
const METRES_PER_INCH = 0.0254

/** Width, height, then 1 bit, greyscale, deflate, adaptive filters, not interlaced (PNG 1.2, 4.1.1). */
const HEADER_BYTES = 13
const HEADER_REST = [1, 0, 0, 0, 0]

const deflateAsync = promisify(deflate)

export type Idat = { width: number; height: number; idat: Uint8Array }

/** A 1-bit greyscale PNG at 300 dpi, which sharp cannot write (lovell/sharp#3322). Same bits, same bytes. */
export async function encodeBilevelPng(bits: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set(HEADER_REST, 8)
  const density = Buffer.alloc(9, 1)
  density.writeUInt32BE(Math.round(PRINT_DPI / METRES_PER_INCH), 0)
  density.writeUInt32BE(Math.round(PRINT_DPI / METRES_PER_INCH), 4)
  const idat = await deflateAsync(unfiltered({ bits, width, height }), { level: 6 })
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("pHYs", density),
    chunk("IDAT", idat),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

/** No filter: on line art it is 5 to 9 % smaller than the difference to the row above, and quicker. */
function unfiltered({ bits, width, height }: Bilevel): Uint8Array {
  const stride = Math.ceil(width / 8)
  const rows = new Uint8Array((stride + 1) * height)
  for (let y = 0; y < height; y++) rows.set(bits.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1)
  return rows
}

function chunk(type: string, data: Buffer): Buffer {
  const whole = Buffer.alloc(data.length + 12)
  whole.writeUInt32BE(data.length, 0)
  whole.write(type, 4, "latin1")
  data.copy(whole, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length)
  return whole
}

/**
 * The compressed rows (with PNG filters) of a 1-bit greyscale PNG, to pass on untouched. Throws on any other or a
 * damaged file.
 */
export function bilevelIdat(png: Uint8Array): Idat {
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error("not a PNG")
  const chunks = [...chunksOf(file)]
  const header = chunks.find(({ type }) => type === "IHDR")?.data
  if (header?.length !== HEADER_BYTES || !header.subarray(8).equals(Buffer.from(HEADER_REST))) {
    throw new Error("not a 1-bit greyscale PNG")
  }
  const idat = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data))
  return { width: header.readUInt32BE(0), height: header.readUInt32BE(4), idat }
}

function* chunksOf(file: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = 8, type = ""; type !== "IEND"; ) {
    const end = at + 8 + (at + 12 <= file.length ? file.readUInt32BE(at) : Number.POSITIVE_INFINITY)
    if (end + 4 > file.length) throw new Error("PNG is cut off")
    if (crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) throw new Error("PNG is damaged")
    type = file.toString("latin1", at + 4, at + 8)
    yield { type, data: file.subarray(at + 8, end) }
    at = end + 4
  }
}
