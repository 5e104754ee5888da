import { type Html, html } from "../../../shared/web/html.ts"
import { pictureLink } from "../../../shared/web/links.ts"
import { mark } from "../../../shared/web/marks.ts"
import { countStates, isHot, type SheetState } from "../../../shared/web/strip.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import { sentences } from "../sentences/book-sentences.ts"
import { pageName } from "./words.ts"

const say = sentences.contact

/** How a page stands. A lost answer is what there is to say of a page that waits; one that is drawn after all is drawn. */
export const stateOf = ({ status, unresolvedCount }: PageView): SheetState =>
  status === "waiting" && unresolvedCount > 0 ? "unknown" : status

type Book = Pick<EbookView, "id" | "title" | "trim" | "status">

/** A page as a sheet of paper: its picture, or what is to be said instead. */
export function sheet(book: Book, page: PageView, now: Date): Html {
  const state = stateOf(page)
  const src = pictureLink(book.id, page, "thumb")
  if (state === "drawn" && src !== null) {
    return html`<span class="${sheetClass(book)}"><img src="${src}" alt="${altOf(book, page)}" width="480" height="621" loading="lazy"></span>`
  }
  const words = sheetWords(book, page, now)
  return html`<span class="sheet sheet--${state}">${state === "failed" ? KILL : ""}<span class="sheet__say">${words.map((word) => html`<span>${word}</span>`)}</span></span>`
}

/** Sheets are drawn as 8.5 × 11; the pictures of other trims are shown whole on them. */
export const sheetClass = ({ trim }: Pick<Book, "trim">): string => (trim === "8.5x11" ? "sheet" : "sheet sheet--whole")

export const altOf = ({ title }: Pick<Book, "title">, page: PageView): string =>
  page.kind === "cover" ? say.coverOf(title) : pageName(page)

function sheetWords(book: Book, page: PageView, now: Date): string[] {
  switch (stateOf(page)) {
    case "drawing":
      return [say.drawing, ...(page.drawingSince ? [say.seconds(secondsSince(page.drawingSince, now))] : [])]
    case "failed":
      return [say.notDrawn]
    case "unknown":
      return [say.answerLost]
    default:
      return [book.status === "cancelled" ? say.notDrawn : say.waiting]
  }
}

const secondsSince = (since: Date, now: Date) => Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000))

const KILL = html`<svg class="kill" preserveAspectRatio="none" viewBox="0 0 100 100" aria-hidden="true"><path d="M0 0L100 100M100 0L0 100" vector-effect="non-scaling-stroke"/></svg>`

/** Each state that occurs: its mark, its number, its word. */
export const legend = (pages: readonly PageView[]): Html => {
  const counts = countStates(pages.map(stateOf))
  return html`<ul class="legendline">${counts.map(
    ({ state, count }) => html`<li>${mark(state, isHot(state))}${count} ${say.states[state]}</li>`,
  )}</ul>`
}
