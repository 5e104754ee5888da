import sharp, { type OverlayOptions } from "sharp"
import { PRINT_DPI, type Size } from "../../domain/trim.ts"
import { calmColourOf, type Lch, type Rgb, toRgb } from "./calm-colour.ts"
import { openRaster, toPrintPng, toRgbBytes } from "./raster.ts"

export type BackCoverParts = { cover: Uint8Array; pages: readonly [Uint8Array, Uint8Array]; size: Size }
type Box = Size & { left: number; top: number }

/**
 * KDP prints its barcode here, lower right, and rejects a cover with anything in the place (official
 * G5HDYGP4BXLX4RUW). Inches.
 */
const BARCODE = { width: 2, height: 1.2, fromTrim: 0.25 }

/** Shares of the page. Above the sheets stays room for a line of text, below for a few more, both set at export. */
const SHEET = { share: 0.4, gap: 0.05, top: 0.17, mat: 0.012 }
const FRAME_INCHES = 0.02
const SHADOW_INCHES = 0.06
const PALETTE_PIXELS = 64
const WHITE = { r: 255, g: 255, b: 255 }

/**
 * Composed, not drawn: two pages of the book on a calm colour of its cover, no text. RGB PNG of `size` pixels.
 * Throws on a broken picture.
 */
export async function composeBackCover({ cover, pages, size }: BackCoverParts): Promise<Uint8Array> {
  const ground = await groundOf(cover)
  const sheets = await Promise.all(pages.map((page, index) => sheet(page, sheetBox(size, index), ground)))
  const layers = [...sheets.flat(), rectangle(barcodeBox(size), WHITE)]
  const canvas = sharp({ create: { ...size, channels: 3, background: toRgb(ground) } })
  return toPrintPng(canvas.composite(layers))
}

async function groundOf(cover: Uint8Array): Promise<Lch> {
  const small = openRaster(cover).resize(PALETTE_PIXELS, PALETTE_PIXELS, { fit: "inside" })
  return calmColourOf(await toRgbBytes(small))
}

/** In pixels from the upper left of the trimmed page. */
function barcodeBox(page: Size): Box {
  const [width, height] = [BARCODE.width * PRINT_DPI, BARCODE.height * PRINT_DPI]
  const fromTrim = BARCODE.fromTrim * PRINT_DPI
  return { left: page.width - fromTrim - width, top: page.height - fromTrim - height, width, height }
}

function sheetBox(page: Size, index: number): Box {
  const width = Math.round(page.width * SHEET.share)
  const gap = Math.round(page.width * SHEET.gap)
  const left = Math.round((page.width - 2 * width - gap) / 2) + index * (width + gap)
  return { left, top: Math.round(page.height * SHEET.top), width, height: Math.round(page.height * SHEET.share) }
}

/** From back to front: shadow, frame, paper, drawing. */
async function sheet(page: Uint8Array, box: Box, ground: Lch): Promise<OverlayOptions[]> {
  const shadow = SHADOW_INCHES * PRINT_DPI
  const paper = inset(box, FRAME_INCHES * PRINT_DPI)
  const place = inset(paper, Math.round(box.width * SHEET.mat))
  const drawing = openRaster(page).resize(place.width, place.height, { fit: "contain", background: "#fff" })
  return [
    rectangle({ ...box, left: box.left + shadow, top: box.top + shadow }, toRgb({ ...ground, l: ground.l - 0.1 })),
    rectangle(box, toRgb({ ...ground, l: 0.32, c: ground.c / 2 })),
    rectangle(paper, WHITE),
    {
      input: await toRgbBytes(drawing),
      raw: { width: place.width, height: place.height, channels: 3 },
      left: place.left,
      top: place.top,
    },
  ]
}

function rectangle({ left, top, width, height }: Box, background: Rgb): OverlayOptions {
  return { input: { create: { width, height, channels: 3, background } }, left, top }
}

function inset({ left, top, width, height }: Box, by: number): Box {
  return { left: left + by, top: top + by, width: width - 2 * by, height: height - 2 * by }
}
