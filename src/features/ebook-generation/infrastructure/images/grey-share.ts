import { setImmediate as breathe } from "node:timers/promises"
import type { Grey } from "./raster.ts"

/**
 * Within 64 of the threshold: JPEG noise (about ±20) cannot carry paper or ink into this band, and tints outside it
 * print cleanly.
 */
const DARKEST = 64
const LIGHTEST = 192

/** No edge of a stroke is softer than this share of the longer side: 3 px of 1184, 0.7 mm in print. */
const EDGE_SHARE = 1 / 400

/** About 10 ms of work on a drawing, 40 on pure noise. */
const PIXELS_AT_A_TIME = 4e6

/**
 * Share (0 to 1) of pixels inside an area of mid grey: grey themselves, and grey an edge's width away on all four sides.
 * The soft edges of a stroke have ink on one side and paper on the other, so clean line art measures 0.
 */
export async function greyShareOf(picture: Grey): Promise<number> {
  const { width, height } = picture
  const reach = Math.max(2, Math.round(Math.max(width, height) * EDGE_SHARE))
  const rowsAtATime = Math.ceil(PIXELS_AT_A_TIME / width)
  let grey = 0
  for (let top = reach; top < height - reach; top += rowsAtATime) {
    const bottom = Math.min(top + rowsAtATime, height - reach)
    for (let y = top; y < bottom; y++) grey += greyInRow(picture, y, reach)
    if (bottom < height - reach) await breathe()
  }
  return grey / (width * height)
}

function greyInRow({ pixels, width }: Grey, y: number, reach: number): number {
  let grey = 0
  const end = (y + 1) * width - reach
  for (let at = y * width + reach; at < end; at++) {
    if (
      isGrey(pixels[at] as number) &&
      isGrey(pixels[at - reach] as number) &&
      isGrey(pixels[at + reach] as number) &&
      isGrey(pixels[at - reach * width] as number) &&
      isGrey(pixels[at + reach * width] as number)
    ) {
      grey++
    }
  }
  return grey
}

function isGrey(level: number): boolean {
  return level >= DARKEST && level <= LIGHTEST
}
