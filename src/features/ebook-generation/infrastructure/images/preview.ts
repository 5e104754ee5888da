import { openRaster } from "./raster.ts"

/**
 * A small WebP for screens, `width` pixels wide, shape kept. Line art is lossless, so its strokes stay crisp. Throws
 * on a broken picture.
 */
export async function toThumbnail(png: Uint8Array, width: number): Promise<Uint8Array> {
  const small = openRaster(png).resize({ width })
  const { space } = await small.metadata()
  return space === "b-w" ? small.webp({ lossless: true }).toBuffer() : small.webp({ quality: 82 }).toBuffer()
}
