import type { Size } from "../../domain/trim.ts"
import type { Grey } from "./raster.ts"

/** One bit a pixel, 1 white, first pixel in the top bit; each row starts on a byte and is filled up with white. */
export type Bilevel = Size & { bits: Uint8Array }

/** Thresholds at 128 and lays the drawing centred on a white page of `size`; it must fit. */
export function thresholdOnto(size: Size, drawing: Grey): Bilevel {
  const stride = Math.ceil(size.width / 8)
  const bits = new Uint8Array(stride * size.height).fill(0xff)
  const left = (size.width - drawing.width) >> 1
  const top = (size.height - drawing.height) >> 1
  const row = new Uint8Array(stride * 8).fill(0xff)
  for (let y = 0; y < drawing.height; y++) {
    row.set(drawing.pixels.subarray(y * drawing.width, (y + 1) * drawing.width), left)
    packRow(row, bits, (top + y) * stride)
  }
  return { bits, ...size }
}

/**
 * The top bit of a grey byte is the threshold at 128: the middle keeps strokes nearest to their true width
 * (facts/kdp.md 4.3).
 */
function packRow(row: Uint8Array, bits: Uint8Array, at: number): void {
  for (let x = 0, byte = at; x < row.length; x += 8, byte++) {
    bits[byte] =
      ((row[x] as number) & 0x80) |
      (((row[x + 1] as number) & 0x80) >> 1) |
      (((row[x + 2] as number) & 0x80) >> 2) |
      (((row[x + 3] as number) & 0x80) >> 3) |
      (((row[x + 4] as number) & 0x80) >> 4) |
      (((row[x + 5] as number) & 0x80) >> 5) |
      (((row[x + 6] as number) & 0x80) >> 6) |
      (((row[x + 7] as number) & 0x80) >> 7)
  }
}

const BLACK_IN_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  let black = 0
  for (let bit = 0; bit < 8; bit++) black += ((byte >> bit) & 1) ^ 1
  return black
})

export function countBlack(bits: Uint8Array): number {
  let black = 0
  for (let i = 0; i < bits.length; i++) black += BLACK_IN_BYTE[bits[i] as number] as number
  return black
}
