import { type Html, html } from "../../../shared/web/html.ts"
import { bookLink, pageLink } from "../../../shared/web/links.ts"
import { AUDIENCE_STYLES } from "../domain/theme.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import { contactSheet } from "./contact-sheet.ts"
import type { PresentationDeps } from "./deps.ts"
import { actions } from "./ebook-actions.ts"
import { progressAndCost } from "./ebook-progress.ts"
import { estimateMissing } from "./estimates.ts"
import { sheet } from "./sheets.ts"
import { secondsLeftOf } from "./time-left.ts"
import { trimText } from "./words.ts"

/** The whole page of a book; `below` is what stands under the part that redraws itself, `alert` what must be read first. */
export const ebookPage = (
  book: EbookView,
  part: Html,
  { alert, below }: { alert: Html | null; below: Html },
): Html => html`<p class="crumb"><a href="/">Books</a></p>${alert ?? ""}
<article id="book" ${isOver(book) ? "" : connection(book)}>${part}</article>${below}`

/** Unnamed messages replace what changed inside; `finished` ends the stream. */
const connection = ({ id }: EbookView) =>
  html`hx-sse:connect="${bookLink(id)}/live" hx-sse:close="finished" hx-swap="innerMorph"`

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
<div class="job__wide">${progressAndCost(book, secondsLeft)}${actions(book, missing)}</div></div></div>
${contactSheet(book, now)}`
}

function frontCover(book: EbookView, now: Date): Html {
  const cover = book.pages.find(({ kind }) => kind === "cover")
  return cover ? html`<a href="${pageLink(book.id, cover.number)}">${sheet(book, cover, now)}</a>` : html``
}

function facts({ themes, models }: PresentationDeps, book: EbookView): Html {
  const theme = themes.find(({ id }) => id === book.themeId)?.name ?? book.themeId
  const modelName = (wanted: string) => models.models.find(({ id }) => id === wanted)?.name ?? wanted
  return html`<dl class="spec"><dt>Theme</dt><dd>${theme}, ${AUDIENCE_STYLES[book.audience].name.toLowerCase()}</dd>
<dt>Book</dt><dd>${book.pageCount} pages, ${trimText(book.trim)}, seed ${book.seed}</dd>
<dt>Pages by</dt><dd>${modelName(book.pageModel)}</dd><dt>Cover by</dt><dd>${modelName(book.coverModel)}</dd></dl>`
}

/** Asked only where a press of a button would spend it. */
async function missingCost({ estimate }: PresentationDeps, book: EbookView): Promise<string | null> {
  if (book.status !== "paused" && book.status !== "failed") return null
  const open = book.pages.filter(({ status }) => status === "waiting" || status === "failed")
  return estimateMissing(estimate, book, {
    cover: open.some(({ kind }) => kind === "cover"),
    pages: open.filter(({ kind }) => kind === "content").length,
  })
}
