import { type Html, html } from "../../shared/web/html.ts"
import { bookCostsLink, bookLink, pictureLink } from "../../shared/web/links.ts"
import { status } from "../../shared/web/marks.ts"
import { moneyColumn, NOTHING, threeStatesText } from "../../shared/web/money.ts"
import { countStates, type SheetState, strip } from "../../shared/web/strip.ts"
import type { BookRow } from "./read-books.ts"
import { sentences } from "./sentences.ts"
import { COLUMNS, type Column, hrefOf, pressed, type View } from "./view.ts"
import { ageText, statusOf } from "./words.ts"

const say = sentences.columns

/** The books of a view, one line each. */
export function booksTable(books: readonly BookRow[], view: View, now: Date): Html {
  const column = moneyColumn(books.map(amountOf))
  const caption = sentences.sorted.caption(say[view.sort.column].toLowerCase(), view.sort.descending)
  return html`<table class="tbl books"><caption class="vh">${caption}</caption><thead><tr><th scope="col"><span class="vh">${say.cover}</span></th>${COLUMNS.map((name) => head(name, view))}</tr></thead>
<tbody>${books.map((book) => row(book, column, now))}</tbody></table>`
}

const CLASSES: Readonly<Partial<Record<Column, string>>> = { cost: "num", updated: "c-upd" }

function head(name: Column, view: View): Html {
  const { column, descending } = view.sort
  const sorted = column === name ? html`aria-sort="${descending ? "descending" : "ascending"}"` : ""
  const href = hrefOf({ ...view, sort: pressed(view.sort, name), page: 1 })
  return html`<th scope="col" class="${CLASSES[name] ?? ""}" ${sorted}><a href="${href}">${say[name]}</a></th>`
}

function row(book: BookRow, column: (amount: string | null) => Html, now: Date): Html {
  const { mark, words, hot } = statusOf(book)
  const states = statesOf(book)
  return html`<tr id="book-${book.id}"><td class="c-thumb"><a href="${bookLink(book.id)}" tabindex="-1" aria-hidden="true">${cover(book)}</a></td>
<th scope="row" class="c-title"><a class="tbl__title" href="${bookLink(book.id)}">${book.title}</a><div class="note">${book.author === null ? "" : `${book.author} · `}${book.theme}</div></th>
<td class="c-status">${status(mark, words, hot)}</td>
<td class="c-prog">${strip(states)}<span class="note">${progress(states)}</span></td>
<td class="num c-cost">${cost(book, column)}</td>
<td class="c-upd muted"><time datetime="${book.updatedAt.toISOString()}">${ageText(book.updatedAt, now)}</time></td></tr>
`
}

/** Drawn as 8.5 × 11; the covers of other trims are shown whole on such a sheet. */
function cover({ id, trim, coverKey }: BookRow): Html {
  const src = pictureLink(id, { number: 0, imageKey: coverKey }, "stamp")
  if (src === null) return html`<span class="sheet sheet--waiting thumb"></span>`
  const whole = trim === "8.5x11" ? "" : " sheet--whole"
  return html`<span class="sheet${whole} thumb"><img src="${src}" alt="" width="120" height="155" loading="lazy"></span>`
}

/** How each sheet stands, the cover first. Which ones are being drawn right now, only the book's own page knows. */
export function statesOf({
  sheetCount,
  drawn,
  failed,
  lost,
}: Pick<BookRow, "sheetCount" | "drawn" | "failed" | "lost">) {
  return Array.from({ length: sheetCount }, (_, number): SheetState => {
    if (drawn.includes(number)) return "drawn"
    if (failed.includes(number)) return "failed"
    return lost.includes(number) ? "unknown" : "waiting"
  })
}

/** "16 of 26 drawn, 1 failed, 1 unknown" */
export function progress(states: readonly SheetState[]): string {
  const counts = new Map(countStates(states).map(({ state, count }) => [state, count]))
  const [failed, unknown] = [counts.get("failed") ?? 0, counts.get("unknown") ?? 0]
  return [
    sentences.drawn(counts.get("drawn") ?? 0, states.length),
    ...(failed > 0 ? [sentences.drawnBut.failed(failed)] : []),
    ...(unknown > 0 ? [sentences.drawnBut.unknown(unknown)] : []),
  ].join(", ")
}

/** null: something was sent, and nothing of its cost is known. */
const amountOf = ({ amount, chargedCount, unpricedCount, unresolvedCount }: BookRow): string | null =>
  chargedCount === unpricedCount && unpricedCount + unresolvedCount > 0 ? null : amount

function cost(book: BookRow, column: (amount: string | null) => Html): Html {
  const { chargedCount, unresolvedCount } = book
  const missing = threeStatesText({ ...book, heldCount: 0, heldAmount: "0" })
  const amount = chargedCount + unresolvedCount === 0 ? NOTHING : column(amountOf(book))
  return html`<a class="muted-link" href="${bookCostsLink(book.id)}">${amount}</a>${missing && html`<div class="note">${missing}</div>`}${book.simulated ? html`<div class="note">${sentences.simulated}</div>` : ""}`
}
