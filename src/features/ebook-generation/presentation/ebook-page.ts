import { type Html, html } from "../../../shared/web/html.ts"
import { bookLink, pageLink } from "../../../shared/web/links.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import { sentences as say } from "../sentences/book-sentences.ts"
import { contactSheet } from "./contact-sheet.ts"
import type { PresentationDeps } from "./deps.ts"
import { actions, standsStill } from "./ebook-actions.ts"
import { progressAndCost } from "./ebook-progress.ts"
import { troubles } from "./ebook-troubles.ts"
import { estimateMissing } from "./estimates.ts"
import { liveRegion } from "./live-region.ts"
import { sheet } from "./sheets.ts"
import { secondsLeftOf } from "./time-left.ts"
import { trimText } from "./words.ts"

/** The whole page of a book; `below` is what stands under the part that redraws itself, `alert` what is wrong with the form there. */
export const ebookPage = (
  book: EbookView,
  part: Html,
  { alert, below }: { alert: Html | null; below: Html },
): Html => html`<p class="crumb"><a href="/">${say.books}</a></p>
${liveRegion(isOver(book) ? null : `${bookLink(book.id)}/live`, part)}${alert ?? ""}${below}`

/** Nothing about the book will change by itself: it has ended, and everything that was sent is answered and booked. */
export const isOver = ({ status, pages, cost }: EbookView): boolean =>
  ["draft", "failed", "cancelled"].includes(status) &&
  cost.heldCount === 0 &&
  pages.every((page) => page.status !== "drawing")

/** The part that redraws itself: all but renaming and deleting. */
export async function livePart(deps: PresentationDeps, book: EbookView): Promise<Html> {
  const [secondsLeft, missing] = await Promise.all([secondsLeftOf(deps.db, book), missingCost(deps, book)])
  const now = deps.now()
  return html`<div class="job"><div class="crop">${frontCover(book, now)}</div>
<div class="job__body"><div><h1>${book.title}</h1>${book.author === null ? "" : html`<p class="muted">${book.author}</p>`}${facts(deps, book)}</div>
<div class="job__wide">${progressAndCost(book, secondsLeft)}${troubles(book, missing)}${actions(book)}</div></div></div>
${contactSheet(book, now)}`
}

function frontCover(book: EbookView, now: Date): Html {
  const cover = book.pages.find(({ kind }) => kind === "cover")
  return cover ? html`<a href="${pageLink(book.id, cover.number)}">${sheet(book, cover, now)}</a>` : html``
}

function facts({ themes, models }: PresentationDeps, book: EbookView): Html {
  const theme = themes.find(({ id }) => id === book.themeId)?.name ?? book.themeId
  const modelName = (wanted: string) => models.models.find(({ id }) => id === wanted)?.name ?? wanted
  return html`<dl class="spec"><dt>${say.theme}</dt><dd>${theme}, ${say.audiences[book.audience]}</dd>
<dt>${say.book}</dt><dd>${say.bookFacts(book.pageCount, trimText(book.trim), book.seed)}</dd>
<dt>${say.pagesBy}</dt><dd>${modelName(book.pageModel)}</dd><dt>${say.coverBy}</dt><dd>${modelName(book.coverModel)}</dd></dl>`
}

/** Asked only where a press of a button would spend it. */
async function missingCost({ estimate }: PresentationDeps, book: EbookView): Promise<string | null> {
  if (!standsStill(book)) return null
  const open = book.pages.filter(({ status }) => status === "waiting" || status === "failed")
  return estimateMissing(estimate, book, {
    cover: open.some(({ kind }) => kind === "cover"),
    pages: open.filter(({ kind }) => kind === "content").length,
  })
}
