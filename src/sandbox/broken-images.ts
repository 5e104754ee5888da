import sharp from "sharp"

type Size = { width: number; height: number }

const flat = ({ width, height }: Size, shade: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: { r: shade, g: shade, b: shade } } })
    .png()
    .toBuffer()

export const blankImage = (size: Size): Promise<Buffer> => flat(size, 255)
export const blackImage = (size: Size): Promise<Buffer> => flat(size, 0)

/** Soft greys without a line in them, as from a model that painted instead of drawing. */
export const greyImage = ({ width, height }: Size): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><radialGradient id="g"><stop offset="0" stop-color="#b4b4b4"/><stop offset="1" stop-color="#6e6e6e"/></radialGradient><rect width="100%" height="100%" fill="url(#g)"/></svg>`,
    ),
  )
    .removeAlpha()
    .png()
    .toBuffer()

export const notAnImage = (): Buffer => Buffer.from("<html><body>upstream error: try again</body></html>")
