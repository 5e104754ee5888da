import { type Html, html } from "../../../shared/web/html.ts"
import { bookLink } from "../../../shared/web/links.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import { sentences } from "../sentences/book-sentences.ts"
import { rounded } from "./estimates.ts"
import { countWord } from "./words.ts"

const say = sentences.actions

/** What can be done with the book now; going on stands beside the reason why it stands still. */
export function actions(book: EbookView): Html {
  const atWork = isAtWork(book)
  const buttons = [
    ...(isDrawn(book) ? [html`<a class="btn" href="${bookLink(book.id)}/proof.pdf">${say.pdf}</a>`] : []),
    ...(atWork ? [post(book, "pause", html`<button class="btn btn--line">${pauseWords(book)}</button>`)] : []),
    ...(atWork || standsStill(book) ? [cancel(book)] : []),
  ]
  return buttons.length === 0 ? html`` : html`<div class="actions">${buttons}</div>`
}

/** Every sheet has its picture. */
export const isDrawn = ({ progress }: EbookView): boolean => progress.total > 0 && progress.done === progress.total

export const isAtWork = ({ status }: Pick<EbookView, "status">): boolean =>
  status === "requested" || status === "generating"

/** It goes on when somebody resumes it. */
export const standsStill = ({ status }: EbookView): boolean => status === "paused" || status === "failed"

const post = (book: EbookView, verb: string, inside: Html): Html =>
  html`<form method="post" action="${bookLink(book.id)}/${verb}">${inside}</form>`

/** The button says what it spends. `missing`: about what the missing pages cost, null where it is unknown. */
export function resume(book: EbookView, missing: string | null): Html {
  const price = missing === null ? null : `$${rounded(missing, 2)}`
  const words = price === null ? say.resumeUnpriced : book.simulated ? say.resumeSimulated(price) : say.resume(price)
  return post(book, "resume", html`<button class="btn btn--pay">${words}</button>`)
}

function pauseWords(book: EbookView): string {
  const drawing = book.pages.filter(({ status }) => status === "drawing").length
  if (drawing === 0) return say.pause
  return drawing === 1 ? say.pauseAfterOne : say.pauseAfter(countWord(drawing))
}

/** Opened by hand, so a redraw of the page around it leaves it alone. */
const cancel = (
  book: EbookView,
): Html => html`<details class="ask" id="cancel" hx-morph-skip><summary class="btn btn--line">${say.cancel}</summary>
<div><p>${say.cancelWarning}</p>${post(book, "cancel", html`<button class="btn">${say.cancelForGood}</button>`)}</div></details>`
