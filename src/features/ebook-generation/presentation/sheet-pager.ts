import { type Html, html } from "../../../shared/web/html.ts"
import { bookLink, pageLink } from "../../../shared/web/links.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import { sentences as say } from "../sentences/sheet-sentences.ts"

/** Drawn, for the type has no such letters. */
const LEFT = html`<svg class="arrow" viewBox="0 0 12 12"><path d="M11 6H1M5 2L1 6l4 4"/></svg>`
const RIGHT = html`<svg class="arrow" viewBox="0 0 12 12"><path d="M1 6h10M7 2l4 4-4 4"/></svg>`

/** "Page 7", "Cover": a page as a heading or a link. */
export const headOf = ({ kind, number }: PageView): string =>
  kind === "content" ? say.headings.content(number) : say.headings[kind]

/** The pages before and after, as far as there are any. */
export const neighboursOf = ({ pages }: EbookView, { number }: PageView) => ({
  before: pages.find((page) => page.number === number - 1) ?? null,
  after: pages.find((page) => page.number === number + 1) ?? null,
})

/** Viewer.js follows a link when the key that it names is pressed. */
export function pager(book: EbookView, page: PageView): Html {
  const { before, after } = neighboursOf(book, page)
  return html`<nav class="pager" aria-label="${say.pagesLabel}">${
    before
      ? html`<a rel="prev" aria-keyshortcuts="ArrowLeft" href="${pageLink(book.id, before.number)}">${headOf(before)}</a> ${key(LEFT)}`
      : ""
  } ${
    after
      ? html`${key(RIGHT)} <a rel="next" aria-keyshortcuts="ArrowRight" href="${pageLink(book.id, after.number)}">${headOf(after)}</a>`
      : ""
  }</nav>`
}

/** The ways out: to both ends of the book, and back to where the page lies among the others. */
export function farLinks(book: EbookView, page: PageView): Html {
  const [first, last] = [book.pages[0], book.pages.at(-1)]
  return html`<p class="note farlinks">${first ? far(book, first, "Home") : ""}${last ? far(book, last, "End") : ""}<span><a aria-keyshortcuts="Escape" href="${bookLink(book.id)}#sheet-${page.number}">${say.contactSheet}</a> ${key("Esc")}</span></p>`
}

const far = ({ id }: EbookView, page: PageView, shortcut: "Home" | "End") =>
  html`<span><a aria-keyshortcuts="${shortcut}" href="${pageLink(id, page.number)}">${headOf(page)}</a> ${key(shortcut)}</span>`

const key = (name: string | Html) => html`<kbd aria-hidden="true">${name}</kbd>`
