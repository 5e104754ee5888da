import sharp from "sharp"

/** An SVG body on an 864 × 1184 sheet of white, as an image model would answer it. */
export function picture(body: string, format: "png" | "jpeg" | "webp" = "png"): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="864" height="1184"><rect width="864" height="1184" fill="#fff"/>${body}</svg>`
  const raster = sharp(Buffer.from(svg)).flatten({ background: "#fff" })
  return format === "jpeg" ? raster.jpeg({ quality: 50 }).toBuffer() : raster.toFormat(format).toBuffer()
}

/** The same, squeezed into another shape. */
export async function squeezed(body: string, width: number, height: number): Promise<Buffer> {
  return sharp(await picture(body))
    .resize(width, height, { fit: "fill" })
    .png()
    .toBuffer()
}

const strokes = (width: number) =>
  `<g fill="none" stroke="#000" stroke-width="${width}"><rect x="60" y="60" width="744" height="1064" rx="20"/>` +
  Array.from({ length: 12 }, (_, i) => `<circle cx="432" cy="592" r="${30 + i * 28}"/>`).join("") +
  `<path d="M60 60L804 1124M804 60L60 1124"/></g>`

/** A frame, rings and a cross, six pixels wide. */
export const LINE_DRAWING = strokes(6)

/** As above in 1.5 px: half of every stroke is anti-aliased grey. */
export const FINE_DRAWING = strokes(1.5)

/** The line drawing with its middle softly shaded, as a pencil would. */
export const SHADED_DRAWING =
  `<defs><radialGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#555"/></radialGradient></defs>` +
  `<circle cx="432" cy="592" r="300" fill="url(#g)"/>${LINE_DRAWING}`

/** From black to white over the whole sheet, like a photograph. */
export const PHOTO =
  `<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient></defs>` +
  `<rect width="864" height="1184" fill="url(#g)"/>`

/** A cover: a blue sky, green ground, a red ball. */
export const COVER =
  `<rect width="864" height="1184" fill="#4aa3df"/><rect y="900" width="864" height="284" fill="#3c8d40"/>` +
  `<circle cx="432" cy="700" r="180" fill="#d33" stroke="#000" stroke-width="8"/>`

/** Grey levels of any picture, a byte a pixel. */
export async function greysOf(image: Uint8Array): Promise<{ pixels: Uint8Array; width: number; height: number }> {
  const { data, info } = await sharp(image).greyscale().toColourspace("b-w").raw().toBuffer({ resolveWithObject: true })
  return { pixels: data, width: info.width, height: info.height }
}
