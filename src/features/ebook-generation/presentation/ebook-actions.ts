import { type Html, html } from "../../../shared/web/html.ts"
import { bookLink } from "../../../shared/web/links.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import { rounded } from "./estimates.ts"
import { countWord } from "./words.ts"

/** What can be done with the book now. `missing`: about what the missing pages cost, null where it is unknown. */
export function actions(book: EbookView, missing: string | null): Html {
  const atWork = book.status === "requested" || book.status === "generating"
  const stands = book.status === "paused" || book.status === "failed"
  const buttons = [
    ...(stands ? [resume(book, missing)] : []),
    ...(isDrawn(book) ? [html`<a class="btn" href="${bookLink(book.id)}/proof.pdf">Look at it as a PDF</a>`] : []),
    ...(atWork ? [post(book, "pause", html`<button class="btn btn--line">${pauseWords(book)}</button>`)] : []),
    ...(atWork || stands ? [cancel(book)] : []),
  ]
  return buttons.length === 0 ? html`` : html`<div class="actions">${buttons}</div>`
}

/** Every sheet has its picture. */
export const isDrawn = ({ progress }: EbookView): boolean => progress.total > 0 && progress.done === progress.total

const post = (book: EbookView, verb: string, inside: Html): Html =>
  html`<form method="post" action="${bookLink(book.id)}/${verb}">${inside}</form>`

function resume(book: EbookView, missing: string | null): Html {
  const price = missing === null ? "cost unknown" : `about $${rounded(missing, 2)}`
  return post(
    book,
    "resume",
    html`<button class="btn btn--pay">Resume, ${price}${book.simulated ? " simulated" : ""}</button>`,
  )
}

function pauseWords(book: EbookView): string {
  const drawing = book.pages.filter(({ status }) => status === "drawing").length
  if (drawing === 0) return "Pause"
  return drawing === 1 ? "Pause after this page" : `Pause after these ${countWord(drawing)}`
}

/** Opened by hand, so a redraw of the page around it leaves it alone. */
const cancel = (
  book: EbookView,
): Html => html`<details class="ask" id="cancel" hx-morph-skip><summary class="btn btn--line">Cancel the book</summary>
<div><p>No further page is begun, and this cannot be taken back. Drawn pages are kept; what was spent stays spent.</p>${post(book, "cancel", html`<button class="btn">Cancel it for good</button>`)}</div></details>`
