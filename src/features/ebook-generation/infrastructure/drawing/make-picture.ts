import { and, asc, eq } from "drizzle-orm"
import type { Assets } from "../../../../shared/files.ts"
import { decimal, toText } from "../../../../shared/money.ts"
import { pixelsOf, type Size } from "../../domain/trim.ts"
import { sentences } from "../../sentences/fact-sentences.ts"
import { composeBackCover } from "../images/back-cover.ts"
import { toCover } from "../images/cover-art.ts"
import { toLineArt } from "../images/line-art.ts"
import { sizeOf } from "../images/raster.ts"
import { pages } from "../tables.ts"
import type { AttemptRow, DrawingDeps, EbookRow, PageRow } from "./deps.ts"

/** `megapixels` of the source, exact decimal text; null where it could not be read. */
export type Picture = { megapixels: string | null } & ({ ok: true; imageKey: string } | { ok: false; problem: string })

/** Makes the print-size picture of an answer and stores it before anything else can fail; the same answer gives the same file. */
export async function makePicture(
  assets: Assets,
  { ebook, page, attempt }: { ebook: EbookRow; page: PageRow; attempt: AttemptRow },
  base64: string,
): Promise<Picture> {
  const source = new Uint8Array(Buffer.from(base64, "base64"))
  const size = pixelsOf(ebook.trim)
  const made = page.kind === "cover" ? await toCover(source, size) : await toLineArt(source, size)
  const megapixels = megapixelsOf(await sizeOf(source))
  if (!made.ok) return { megapixels, ok: false, problem: sentences.problems.pictures[made.problem] }
  const folder = `ebooks/${ebook.id}/${page.number}`
  await assets.put(`${folder}/${attempt.id}.source`, source)
  await assets.put(`${folder}/${attempt.id}.png`, made.png)
  return { megapixels, ok: true, imageKey: `${folder}/${attempt.id}.png` }
}

const megapixelsOf = (size: Size | null): string | null =>
  size && toText(decimal(String(size.width * size.height)).times("1e-6"))

/** Composes the back cover from the cover and two drawn pages, and answers with its key. */
export async function makeBackCover({ db, assets }: DrawingDeps, ebook: EbookRow, page: PageRow): Promise<string> {
  const drawn = await db
    .select({ kind: pages.kind, imageKey: pages.imageKey })
    .from(pages)
    .where(and(eq(pages.ebookId, ebook.id), eq(pages.status, "drawn")))
    .orderBy(asc(pages.number))
  const content = drawn.filter(({ kind }) => kind === "content")
  const chosen = [drawn[0], content[Math.floor(content.length / 3)], content[Math.floor((content.length * 2) / 3)]]
  const [cover, left, right] = await Promise.all(
    chosen.map(async (one) => (one?.imageKey ? assets.get(one.imageKey) : null)),
  )
  if (!cover || !left || !right) throw new Error(`the drawn pages of book ${ebook.id} are not in the asset store`)
  const png = await composeBackCover({ cover, pages: [left, right], size: pixelsOf(ebook.trim) })
  const imageKey = `ebooks/${ebook.id}/${page.number}/back-cover-${page.token}.png`
  await assets.put(imageKey, png)
  return imageKey
}
