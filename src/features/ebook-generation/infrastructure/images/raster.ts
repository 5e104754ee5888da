import sharp, { type Sharp } from "sharp"
import { PRINT_DPI, type Size } from "../../domain/trim.ts"

/** One byte a pixel, 0 black to 255 white, rows without padding. */
export type Grey = { pixels: Uint8Array; width: number; height: number }

/** A 729 KiB PNG of 16000² costs 754 MiB under sharp's own limit; this refuses it in 3 ms (facts/reliability.md). */
const PIXEL_LIMIT = 40e6

/**
 * What the bytes themselves say they are; a content type is never asked. SVG and the rest are null: they can read
 * files and run long.
 */
export function rasterFormat(source: Uint8Array): "png" | "jpeg" | "webp" | null {
  const head = Buffer.from(source.subarray(0, 12)).toString("latin1")
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png"
  if (head.startsWith("\xff\xd8\xff")) return "jpeg"
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return "webp"
  return null
}

/**
 * A limited decoder on white paper, turned upright. Reading it rejects when the picture is broken, cut off or too
 * large.
 */
export function openRaster(source: Uint8Array): Sharp {
  // libvips keeps its cache of decoded images per process, and no picture is opened twice in a row here.
  sharp.cache(false)
  return sharp(source, { limitInputPixels: PIXEL_LIMIT, failOn: "error", autoOrient: true }).flatten({
    background: "#fff",
  })
}

/** Decodes with `read`; null when the bytes are no PNG, JPEG or WebP, or are broken or too large. */
export async function readRaster<T>(source: Uint8Array, read: (raster: Sharp) => Promise<T>): Promise<T | null> {
  if (rasterFormat(source) === null) return null
  try {
    return await read(openRaster(source))
  } catch {
    // libvips says all that can be wrong with a stranger's picture as one plain Error.
    return null
  }
}

/** Width and height as the file itself says; null when it is no picture that we read. */
export const sizeOf = (source: Uint8Array): Promise<Size | null> =>
  readRaster(source, async (raster) => {
    const { width, height } = await raster.metadata()
    return { width, height }
  })

/** Finishes any pipeline as one grey byte a pixel. */
export async function toGrey(raster: Sharp): Promise<Grey> {
  // Without the colour space `raw` hands out three equal channels (facts/kdp.md 4.2).
  const { data, info } = await raster.greyscale().toColourspace("b-w").raw().toBuffer({ resolveWithObject: true })
  return { pixels: data, width: info.width, height: info.height }
}

export function fromGrey({ pixels, width, height }: Grey): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 1 } })
}

/** Finishes any pipeline as red, green and blue bytes, pixel by pixel. */
export function toRgbBytes(raster: Sharp): Promise<Buffer> {
  return raster.toColourspace("srgb").raw().toBuffer()
}

/**
 * Finishes any pipeline as an RGB PNG at 300 dpi. Row filters at level 3: a third smaller than level 6 without, for
 * 80 ms more.
 */
export function toPrintPng(raster: Sharp): Promise<Buffer> {
  // Layers laid on a canvas leave an alpha channel behind, which print does not want.
  return raster
    .removeAlpha()
    .toColourspace("srgb")
    .withDensity(PRINT_DPI)
    .png({ compressionLevel: 3, adaptiveFiltering: true })
    .toBuffer()
}
