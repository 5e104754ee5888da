import type { Db } from "../../shared/database/database.ts"
import { type Html, html } from "../../shared/web/html.ts"
import { NEW_BOOK } from "../../shared/web/links.ts"
import { grouped } from "../../shared/web/money.ts"
import { booksTable } from "./books-table.ts"
import { filterBar } from "./filter-bar.ts"
import type { FilterId } from "./filters.ts"
import { type BookRow, readBooks, readCounts } from "./read-books.ts"
import { readHand } from "./read-hand.ts"
import { readMonth } from "./read-money.ts"
import { sentences } from "./sentences.ts"
import { type Ticket, ticket } from "./ticket.ts"
import { hrefOf, PAGE_SIZE, type View } from "./view.ts"

/** All that the dashboard shows. `view` is the one asked for, brought back to the last page that there is. */
export type Board = Ticket & {
  view: View
  counts: Record<FilterId, number>
  books: BookRow[]
  /** Whether there is any book at all. */
  isClean: boolean
}

export type BoardDeps = { db: Db; now: () => Date /** No key is set. */; simulated: boolean }

export async function readBoard({ db, now, simulated }: BoardDeps, asked: View): Promise<Board> {
  const at = now()
  const [counts, month, hand] = await Promise.all([
    readCounts(db, asked.search),
    readMonth(db, at, simulated),
    readHand(db),
  ])
  const view = { ...asked, page: Math.min(asked.page, lastPage(counts[asked.filter])) }
  const books = counts[view.filter] === 0 ? [] : await readBooks(db, view)
  const isClean = counts.all === 0 && (view.search === "" || (await readCounts(db, "")).all === 0)
  return { view, counts, month, hand, books, isClean, now: at, noKey: simulated }
}

const lastPage = (total: number) => Math.max(1, Math.ceil(total / PAGE_SIZE))

/** The part of the page that redraws itself. */
export function boardPart(board: Board, urlOf: (staticFile: string) => string): Html {
  const { view, counts, books, isClean, now } = board
  if (isClean)
    return html`<div class="head"><h1>${sentences.books}</h1></div>${isSpent(board) ? ticket(board) : ""}${cleanPress(urlOf)}`
  return html`<div class="head"><h1>${sentences.books}</h1><a class="btn" href="${NEW_BOOK}">${sentences.make}</a></div>
${ticket(board)}${filterBar(view, counts)}${found(board)}
${books.length === 0 ? nothingHere(view) : html`${booksTable(books, view, now)}${pager(view, counts[view.filter])}`}`
}

/** Money may have been spent on books that are deleted, or that were never ours. */
const isSpent = ({ month }: Board) => month.amount !== "0" || month.unpricedCount + month.unresolvedCount > 0

const cleanPress = (
  urlOf: (staticFile: string) => string,
): Html => html`<section class="empty"><div class="crop"><span class="sheet"><img src="${urlOf("first-sheet.webp")}" alt="${sentences.empty.sheet}" width="416" height="538"></span></div>
<div><h2>${sentences.empty.head}</h2><p>${sentences.empty.text}</p><div class="actions"><a class="btn btn--big" href="${NEW_BOOK}">${sentences.empty.first}</a></div></div></section>`

const found = ({ view, counts }: Board): Html => {
  const count = counts[view.filter]
  return html`<p class="found muted" role="status">${view.search === "" || count === 0 ? "" : sentences.search.found(grouped(String(count)), view.search)}</p>`
}

function nothingHere(view: View): Html {
  const { filter, search } = view
  const say = sentences.none
  const all = hrefOf({ ...view, filter: "all", search: "", page: 1 })
  if (search === "")
    return html`<section class="empty"><div><h2>${say[filter]}</h2><p><a href="${all}">${say.showAll}</a></p></div></section>`
  const words = filter === "all" ? say.found(search) : say.foundHere(search, sentences.filters[filter])
  const everywhere = hrefOf({ ...view, filter: "all", page: 1 })
  return html`<section class="empty"><div><h2>${words}</h2><p>${say.searched}</p><p class="actions">${
    filter === "all" ? "" : html`<a href="${everywhere}">${say.searchAll}</a>`
  }<a href="${all}">${say.showAll}</a></p></div></section>`
}

function pager(view: View, total: number): Html {
  const [page, last, say] = [view.page, lastPage(total), sentences.pager]
  if (last === 1) return html``
  const [from, to] = [(page - 1) * PAGE_SIZE + 1, Math.min(page * PAGE_SIZE, total)].map((n) => grouped(String(n)))
  return html`<nav class="pager" aria-label="${say.label}">${page > 1 ? html`<a rel="prev" href="${hrefOf({ ...view, page: page - 1 })}">${say.newer}</a>` : ""}
<span class="muted">${say.shown(from ?? "", to ?? "", grouped(String(total)))}</span>${page < last ? html`<a rel="next" href="${hrefOf({ ...view, page: page + 1 })}">${say.older}</a>` : ""}</nav>`
}
