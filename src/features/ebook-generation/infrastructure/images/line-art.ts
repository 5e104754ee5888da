import type { Size } from "../../domain/trim.ts"
import { countBlack, thresholdOnto } from "./bilevel.ts"
import { greyShareOf } from "./grey-share.ts"
import { encodeBilevelPng } from "./png.ts"
import { fromGrey, type Grey, readRaster, toGrey } from "./raster.ts"
import { removeSpecks } from "./specks.ts"

/**
 * Shares run from 0 to 1. Ink is counted on the drawing's own rectangle, without the white bands that fitting it
 * adds.
 */
export type Measures = {
  sourceWidth: number
  sourceHeight: number
  greyShare: number
  inkShare: number
  specksRemoved: number
  pinholesFilled: number
}

export type LineArt =
  | { ok: true; png: Uint8Array; measures: Measures }
  | { ok: false; problem: "not-an-image" }
  | { ok: false; problem: "grey" | "nearly-empty" | "nearly-black"; measures: Measures }

/**
 * House limits, 2026-11. Grey: the 3 % of facts/kdp.md, check 15; clean line art measures 0, soft shading 10 % and
 * more.
 */
const GREY_LIMIT = 0.03
/** On 8.5 × 11 in, 0.3 % is a 4-point line of 5 inches: not yet a drawing. */
const EMPTY_LIMIT = 0.003
/** The densest mandalas measure 0.4; above 0.6 there is more to print than to colour. */
const BLACK_LIMIT = 0.6

/**
 * Pure black on white as a 1-bit PNG of `size` pixels at 300 dpi, the drawing whole and centred. Bad pictures are
 * answers, not errors.
 */
export async function toLineArt(source: Uint8Array, size: Size): Promise<LineArt> {
  const picture = await readRaster(source, toGrey)
  if (!picture) return { ok: false, problem: "not-an-image" }
  const greyShare = await greyShareOf(picture)
  const drawing = await enlarge(picture, size)
  const { page, specks, pinholes } = await removeSpecks(thresholdOnto(size, drawing))
  const measures = {
    sourceWidth: picture.width,
    sourceHeight: picture.height,
    greyShare,
    inkShare: countBlack(page.bits) / (drawing.width * drawing.height),
    specksRemoved: specks,
    pinholesFilled: pinholes,
  }
  const problem = problemOf(measures)
  if (problem) return { ok: false, problem, measures }
  return { ok: true, png: await encodeBilevelPng(page.bits, page.width, page.height), measures }
}

/** Why a content page must be drawn again, or null. */
export function problemOf(measures: Measures): "grey" | "nearly-empty" | "nearly-black" | null {
  if (measures.greyShare > GREY_LIMIT) return "grey"
  if (measures.inkShare < EMPTY_LIMIT) return "nearly-empty"
  if (measures.inkShare > BLACK_LIMIT) return "nearly-black"
  return null
}

/** Before the threshold, never after: thresholding first costs 5 points of likeness (facts/kdp.md 4.3). */
function enlarge(picture: Grey, { width, height }: Size): Promise<Grey> {
  return toGrey(fromGrey(picture).resize(width, height, { fit: "inside", kernel: "lanczos3" }))
}
