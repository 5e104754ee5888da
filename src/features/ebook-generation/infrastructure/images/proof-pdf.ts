import {
  concatTransformationMatrix,
  drawObject,
  PDFDocument,
  type PDFRef,
  popGraphicsState,
  pushGraphicsState,
} from "@cantoo/pdf-lib"
import { inchesOf, type Trim } from "../../domain/trim.ts"
import { bilevelIdat } from "./png.ts"
import { openRaster } from "./raster.ts"

export type ProofPage = { kind: "cover" | "content" | "back-cover"; png: Uint8Array }

const POINTS_PER_INCH = 72
/** 150 dpi on 8.5 in: sharp on any screen, a twentieth of the print file. */
const COVER_WIDTH = 1275
const COVER_QUALITY = 85

/**
 * A PDF to look at, a sheet a page at trim size, without bleed, dates or metadata. Holds compressed pages only, one
 * PNG at a time. Throws on a broken page or none.
 */
export async function proofPdf({ trim, pages }: { trim: Trim; pages: AsyncIterable<ProofPage> }): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const inches = inchesOf(trim)
  const [width, height] = [inches.width * POINTS_PER_INCH, inches.height * POINTS_PER_INCH]
  for await (const { kind, png } of pages) {
    const image = kind === "content" ? embedBilevel(pdf, png) : await embedCover(pdf, png)
    const page = pdf.addPage([width, height])
    page.pushOperators(
      pushGraphicsState(),
      concatTransformationMatrix(width, 0, 0, height, 0, 0),
      drawObject(page.node.newXObject("Sheet", image)),
      popGraphicsState(),
    )
  }
  if (pdf.getPageCount() === 0) throw new Error("a proof needs at least one page")
  return pdf.save({ useObjectStreams: false })
}

/**
 * PDF reads PNG's compressed rows as they are. `embedPng` would unpack them to RGB: 116 times slower (facts/kdp.md
 * 4.1).
 */
function embedBilevel(pdf: PDFDocument, png: Uint8Array): PDFRef {
  const { width, height, idat } = bilevelIdat(png)
  const stream = pdf.context.stream(idat, {
    Type: "XObject",
    Subtype: "Image",
    Width: width,
    Height: height,
    ColorSpace: "DeviceGray",
    BitsPerComponent: 1,
    Filter: "FlateDecode",
    DecodeParms: { Predictor: 15, Colors: 1, BitsPerComponent: 1, Columns: width },
  })
  return pdf.context.register(stream)
}

async function embedCover(pdf: PDFDocument, png: Uint8Array): Promise<PDFRef> {
  const small = openRaster(png).resize({ width: COVER_WIDTH, withoutEnlargement: true })
  const jpeg = await small.toColourspace("srgb").jpeg({ quality: COVER_QUALITY }).toBuffer()
  const image = await pdf.embedJpg(jpeg)
  // Embedded now, so that the JPEG is not also kept for the end.
  await image.embed()
  return image.ref
}
