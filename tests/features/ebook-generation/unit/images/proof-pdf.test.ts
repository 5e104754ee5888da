import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inflateSync } from "node:zlib"
import { PDFDocument, PDFName, PDFRawStream } from "@cantoo/pdf-lib"
import { beforeAll, describe, expect, it } from "vitest"
import { toCover } from "../../../../../src/features/ebook-generation/infrastructure/images/cover-art.ts"
import { toLineArt } from "../../../../../src/features/ebook-generation/infrastructure/images/line-art.ts"
import { bilevelIdat } from "../../../../../src/features/ebook-generation/infrastructure/images/png.ts"
import {
  type ProofPage,
  proofPdf,
} from "../../../../../src/features/ebook-generation/infrastructure/images/proof-pdf.ts"
import { COVER, LINE_DRAWING, picture } from "./pictures.ts"

const LETTER = { width: 2550, height: 3300 }
const has = (tool: string) => spawnSync(tool, ["--version"]).error === undefined

async function* inOrder(pages: ProofPage[]) {
  yield* pages
}

describe("the proof", () => {
  let book: ProofPage[]
  beforeAll(async () => {
    const cover = await toCover(await picture(COVER), LETTER)
    const art = await toLineArt(await picture(LINE_DRAWING), LETTER)
    if (!cover.ok || !art.ok) throw new Error("fixtures")
    const content: ProofPage = { kind: "content", png: art.png }
    book = [{ kind: "cover", png: cover.png }, content, content, { kind: "back-cover", png: cover.png }]
  })

  it("has one page a sheet, in order, at trim size", async () => {
    for (const [trim, width, height] of [
      ["8.5x11", 612, 792],
      ["8.27x11.69", 595.44, 841.68],
    ] as const) {
      const pdf = await PDFDocument.load(await proofPdf({ trim, pages: inOrder(book) }))
      const sizes = pdf.getPages().map((page) => page.getSize())
      expect(sizes).toHaveLength(4)
      for (const size of sizes) {
        expect(size.width).toBeCloseTo(width, 4)
        expect(size.height).toBeCloseTo(height, 4)
      }
    }
  })

  it("carries a content page as the PNG's own bytes: 1 bit, grey, untouched", async () => {
    const pdf = await PDFDocument.load(await proofPdf({ trim: "8.5x11", pages: inOrder(book) }))
    const images = pdf.context
      .enumerateIndirectObjects()
      .map(([, object]) => object)
      .filter(
        (object) => object instanceof PDFRawStream && object.dict.get(PDFName.of("Subtype")) === PDFName.of("Image"),
      )
      .filter((object) => object instanceof PDFRawStream)
    expect(images.map(({ dict }) => dict.get(PDFName.of("Filter"))?.toString())).toEqual([
      "/DCTDecode",
      "/FlateDecode",
      "/FlateDecode",
      "/DCTDecode",
    ])
    const { idat } = bilevelIdat(book[1]?.png ?? new Uint8Array())
    expect(Buffer.from(images[1]?.contents ?? []).equals(idat)).toBe(true)
    expect(inflateSync(idat)).toHaveLength(3300 * (1 + 319))
    expect(images[1]?.dict.toString()).toContain("/BitsPerComponent 1")
  })

  it("is the same file every time, without a date or an author", async () => {
    const first = Buffer.from(await proofPdf({ trim: "8.5x11", pages: inOrder(book) }))
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(Buffer.from(await proofPdf({ trim: "8.5x11", pages: inOrder(book) })).equals(first)).toBe(true)
    expect(first.toString("latin1")).not.toMatch(/\/(CreationDate|ModDate|Producer|Info|Metadata)\b/)
  })

  it("stays small, and says so when there is nothing to bind", async () => {
    expect((await proofPdf({ trim: "8.5x11", pages: inOrder(book) })).length).toBeLessThan(1_000_000)
    await expect(proofPdf({ trim: "8.5x11", pages: inOrder([]) })).rejects.toThrow("at least one page")
  })

  it.skipIf(!has("qpdf") || !has("pdfimages"))(
    "is sound to qpdf and poppler (skipped where they are not installed)",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "proof-"))
      const file = join(folder, "proof.pdf")
      writeFileSync(file, await proofPdf({ trim: "8.5x11", pages: inOrder(book) }))
      expect(execFileSync("qpdf", ["--check", file], { encoding: "utf8" })).toContain(
        "No syntax or stream encoding errors",
      )
      const listed = execFileSync("pdfimages", ["-list", file], { encoding: "utf8" }).split("\n").slice(2, -1)
      expect(listed.map((line) => line.trim().split(/ +/).slice(3, 8).join(" "))).toEqual([
        "1275 1650 rgb 3 8",
        "2550 3300 gray 1 1",
        "2550 3300 gray 1 1",
        "1275 1650 rgb 3 8",
      ])
      rmSync(folder, { recursive: true })
    },
  )
})
