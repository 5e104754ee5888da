import type { MarkName } from "../../../shared/web/marks.ts"
import type { Trim } from "../domain/trim.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import type { EbookStatus } from "../infrastructure/tables.ts"
import { sentences } from "../sentences/book-sentences.ts"

const MARKS: Readonly<Record<EbookStatus, MarkName>> = {
  requested: "waiting",
  generating: "drawing",
  paused: "paused",
  draft: "draft",
  failed: "failed",
  cancelled: "cancelled",
}

/** A book's status as a shape; hot where only a person gets it going again. */
export const statusOf = ({ status, reasonCode }: Pick<EbookView, "status" | "reasonCode">) => ({
  mark: MARKS[status],
  hot: status === "failed" || (status === "paused" && reasonCode !== "by-hand"),
})

type Named = Pick<PageView, "kind" | "number">
const say = sentences.names
/** More numbers in a row are not read any more. */
const MOST_NAMED = 6

/** "page 7", "the cover": a page within a sentence. */
export function innerName({ kind, number }: Named): string {
  if (kind === "content") return say.page(number)
  return kind === "cover" ? say.cover : say.backCover
}

/** "Page 7", "The cover": a page as a sentence begins with it. */
export const pageName = (page: Named): string => capitalised(innerName(page))

/** "The cover and pages 3, 5 and 9", as a sentence begins with it. */
export function pageNames(pages: readonly Named[]): string {
  const [covers, content] = [pages.filter((page) => page.kind !== "content"), pages.filter(isContent)]
  const numbers = content.slice(0, MOST_NAMED).map(({ number }) => String(number))
  const rest = content.length - numbers.length
  const listed = listOf(rest > 0 ? [...numbers, say.more(rest)] : numbers)
  const named = content.length > 1 ? [say.pages(listed)] : content.map(innerName)
  return capitalised(listOf([...covers.map(innerName), ...named]))
}

const isContent = ({ kind }: Named) => kind === "content"

function listOf(items: readonly string[]): string {
  const last = items.at(-1) ?? ""
  return items.length < 2 ? last : say.and(items.slice(0, -1).join(", "), last)
}

/** "8.5 × 11 in" */
export const trimText = (trim: Trim): string => sentences.inches(trim.replace("x", " × "))

/** A small number as a word: "three". */
export const countWord = (count: number): string => sentences.counts[count] ?? String(count)

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" })

/** "21 Nov 2026", UTC. Does not break. */
export const dayText = (instant: Date): string => DAY.format(instant).replaceAll(" ", "\u00a0")

/** "14:06:31", UTC. */
export const secondText = (instant: Date): string => instant.toISOString().slice(11, 19)
