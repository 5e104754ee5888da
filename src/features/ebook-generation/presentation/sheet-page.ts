import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink, bookLink, pictureLink } from "../../../shared/web/links.ts"
import { mark } from "../../../shared/web/marks.ts"
import { threeStates } from "../../../shared/web/money.ts"
import { isHot } from "../../../shared/web/strip.ts"
import { PRINT_DPI, pixelsOf } from "../domain/trim.ts"
import type { Tries } from "../infrastructure/candidates.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import { sentences as say } from "../sentences/sheet-sentences.ts"
import { priceOf } from "./contact-sheet.ts"
import { headOf } from "./sheet-pager.ts"
import { standingOf } from "./sheet-standing.ts"
import { triesTable } from "./sheet-tries.ts"
import { altOf, sheet, sheetClass, stateOf } from "./sheets.ts"
import { slugOf } from "./slug.ts"
import { trimText } from "./words.ts"

/** One page, large, with how it stands, what was asked and every attempt at it: the part that redraws itself. */
export const sheetPart = (
  book: EbookView,
  page: PageView,
  { tries, now }: { tries: Tries; now: Date },
): Html => html`<div class="onesheet"><div class="crop">${large(book, page, now)}</div>
<div><p class="status" role="status">${mark(stateOf(page), isHot(stateOf(page)))}<b>${standingOf(book, page).state}</b></p>${standing(book, page)}
${download(book, page)}
<dl class="spec"><dt>${book.simulated ? say.costSimulated : say.cost}</dt><dd>${priceOf(page)} ${threeStates(page.cost, () => bookCostsLink(book.id))}</dd>
<dt>${say.format}</dt><dd>${format(book, page)}</dd><dt>${say.print}</dt><dd>${say.printSize(trimText(book.trim), PRINT_DPI)}</dd></dl>
<h2>${page.kind === "back-cover" ? say.howMade : say.prompt}</h2><p>${page.prompt}</p>
${page.kind === "back-cover" ? "" : triesTable(page, tries)}</div></div>`

function standing(book: EbookView, page: PageView): Html {
  if (page.status === "drawn") return html``
  const { words, leadsToBook } = standingOf(book, page)
  const way = leadsToBook ? html` <a href="${bookLink(book.id)}">${say.toTheBook}</a>` : ""
  return html`${page.problem === null ? "" : html`<p>${say.lastWord(page.problem)}</p>`}<p>${words}${way}</p>`
}

/** Line art is small at print size; a cover is looked at in a lighter copy. */
export const lookLink = (ebookId: string, page: PageView): string | null =>
  pictureLink(ebookId, page, page.kind === "content" ? "picture" : "view")

function large(book: EbookView, page: PageView, now: Date): Html {
  const [src, whole] = [lookLink(book.id, page), pictureLink(book.id, page, "picture")]
  if (src === null || whole === null) return sheet(book, page, now)
  return html`<a href="${whole}"><span class="${sheetClass(book)}"><img src="${src}" alt="${altOf(book, page)}" width="850" height="1100"></span></a>`
}

function download(book: EbookView, page: PageView): Html {
  const whole = pictureLink(book.id, page, "picture")
  if (whole === null) return html``
  const name = `${slugOf(book.title)}-${slugOf(headOf(page))}.png`
  return html`<p class="actions"><a class="btn btn--line" href="${whole}" download="${name}">${say.download}</a></p>`
}

function format({ trim }: EbookView, { kind }: PageView): string {
  const { width, height } = pixelsOf(trim)
  const size = say.pixels(width, height)
  return kind === "content" ? say.lineArt(size) : say.colour(size)
}
