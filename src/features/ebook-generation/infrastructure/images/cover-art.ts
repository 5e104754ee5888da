import type { Size } from "../../domain/trim.ts"
import { readRaster, toPrintPng, toRgbBytes } from "./raster.ts"

export type Cover = { ok: true; png: Uint8Array } | { ok: false; problem: "not-an-image" | "blank" }

/** Small enough to be quick, large enough that a line of text still covers more than the limit below. */
const LOOK_WIDTH = 256
/** JPEG noise on a flat colour stays within ±8 levels. */
const FLAT_LEVELS = 16
/** As for line art: less than this share of the picture is not a drawing. */
const BLANK_LIMIT = 0.003

/**
 * The picture as RGB PNG of `size` pixels at 300 dpi, filling it; what does not fit is cut off evenly. Bad pictures
 * are answers, not errors.
 */
export async function toCover(source: Uint8Array, size: Size): Promise<Cover> {
  const look = await readRaster(source, (raster) =>
    toRgbBytes(raster.resize(LOOK_WIDTH, LOOK_WIDTH, { fit: "inside" })),
  )
  if (!look) return { ok: false, problem: "not-an-image" }
  if (shareOffGround(look) < BLANK_LIMIT) return { ok: false, problem: "blank" }
  const png = await readRaster(source, (raster) => toPrintPng(raster.resize(size.width, size.height, { fit: "cover" })))
  return png ? { ok: true, png } : { ok: false, problem: "not-an-image" }
}

/** Share of pixels that differ visibly from the mean colour: 0 on one flat colour, whatever it is. */
function shareOffGround(pixels: Uint8Array): number {
  const mean = [0, 0, 0]
  for (let at = 0; at < pixels.length; at++) mean[at % 3] = (mean[at % 3] ?? 0) + (pixels[at] ?? 0)
  const count = pixels.length / 3
  let off = 0
  for (let at = 0; at < pixels.length; at += 3) {
    if (mean.some((sum, channel) => Math.abs((pixels[at + channel] ?? 0) - sum / count) > FLAT_LEVELS)) off++
  }
  return off / count
}
