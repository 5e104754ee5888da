import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { DomainError } from "../../../shared/errors.ts"
import { type Assets, writeDurably } from "../../../shared/files.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import { pictureAt } from "./picture-routes.ts"
import { proofOf } from "./proof-route.ts"
import { slugOf } from "./slug.ts"

/** Makes the folder where it is missing. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(join(folder, "pages"), { recursive: true }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DomainError("folder-not-writable", `--out takes a folder that can be written: ${reason}.`, 400)
  })
}

/** Writes the drawn book as a PDF and page by page; answers with the paths. */
export async function writeBook(assets: Assets, book: EbookView, folder: string): Promise<string[]> {
  const pdf = join(folder, `${slugOf(book.title)}.pdf`)
  await writeDurably(pdf, await proofOf(assets, book))
  const pictures: string[] = []
  for (const page of book.pages) {
    if (page.imageKey === null) continue
    const path = join(folder, "pages", fileNameOf(page))
    await writeDurably(path, await pictureAt(assets, page.imageKey))
    pictures.push(path)
  }
  return [pdf, ...pictures]
}

/** "000-cover.png", "007.png", "025-back-cover.png" */
const fileNameOf = ({ number, kind }: PageView) =>
  `${String(number).padStart(3, "0")}${kind === "content" ? "" : `-${kind}`}.png`
