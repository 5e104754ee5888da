import { Hono } from "hono"
import type { Env } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { bookCostsLink, bookLink, NEW_BOOK } from "../../../shared/web/links.ts"
import { mark } from "../../../shared/web/marks.ts"
import { moneyColumn, NOTHING, threeStatesText } from "../../../shared/web/money.ts"
import { countStates, strip } from "../../../shared/web/strip.ts"
import { type EbookView, listEbooks } from "../infrastructure/ebook-queries.ts"
import type { PresentationDeps } from "./deps.ts"
import { coverThumb, stateOf } from "./sheets.ts"
import { dayText, statusOf, timeText } from "./words.ts"

const PAGE_SIZE = 30

/** The books at a glance, newest first. */
export function booksRoute(deps: PresentationDeps): Hono<Env> {
  return new Hono<Env>().get("/", async (c) => {
    const page = pageFrom(c.req.query("page"))
    const { items, total } = await listEbooks(deps.db, { status: null, page, pageSize: PAGE_SIZE })
    const last = Math.max(1, Math.ceil(total / PAGE_SIZE))
    if (page > last) return c.redirect(last === 1 ? "/" : `/?page=${last}`, 303)
    const body = total === 0 ? empty() : list(deps, items, { page, last, total })
    return renderPage(c, { title: "Books", section: "books", body })
  })
}

const pageFrom = (text: string | undefined) => (text && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 1)

const empty = (): Html => html`<div class="head"><h1>Books</h1></div>
<section class="empty"><div class="crop"><span class="sheet"></span></div><div><h2>The press is clean.</h2>
<p>No book yet. Choose a theme, see what it will cost, and press once: cover, pages and back cover are drawn while you watch.</p>
<div class="actions"><a class="btn btn--big" href="${NEW_BOOK}">Make the first book</a></div></div></section>`

type Place = { page: number; last: number; total: number }

function list(deps: PresentationDeps, books: readonly EbookView[], place: Place): Html {
  const column = moneyColumn(books.map(({ cost }) => cost.amount))
  return html`<div class="head"><h1>Books</h1><a class="btn" href="${NEW_BOOK}">Make a book</a></div>
<table class="tbl books"><caption class="vh">Books, newest first</caption><thead><tr><th scope="col"><span class="vh">Cover</span></th><th scope="col">Book</th><th scope="col">Status</th><th scope="col">Pages</th><th scope="col" class="num">Cost so far</th><th scope="col" class="c-upd">Asked for, UTC</th></tr></thead>
<tbody>${books.map((book) => row(deps, book, column))}</tbody></table>${pager(place)}`
}

function row({ themes }: PresentationDeps, book: EbookView, column: (amount: string) => Html): Html {
  const theme = themes.find(({ id }) => id === book.themeId)?.name ?? book.themeId
  const { words, mark: shape, hot } = statusOf(book)
  return html`<tr><td class="c-thumb"><a href="${bookLink(book.id)}" tabindex="-1" aria-hidden="true">${coverThumb(book)}</a></td>
<th scope="row" class="c-title"><a class="tbl__title" href="${bookLink(book.id)}">${book.title}</a><div class="note">${book.author === null ? "" : `${book.author} · `}${theme}</div></th>
<td class="c-status"><span class="status">${mark(shape, hot)}${words}</span></td>
<td class="c-prog">${strip(book.pages.map(stateOf))}<span class="note">${progressText(book)}</span></td>
<td class="num c-cost">${cost(book, column)}</td>
<td class="c-upd muted"><time datetime="${book.requestedAt.toISOString()}">${dayText(book.requestedAt)} <span class="note">${timeText(book.requestedAt)}</span></time></td></tr>
`
}

/** "16 of 26 drawn, 3 drawing, 1 failed" */
function progressText({ pages, progress: { done, total } }: EbookView): string {
  const others = countStates(pages.map(stateOf)).filter(({ state }) => state !== "drawn" && state !== "waiting")
  return [`${done} of ${total} drawn`, ...others.map(({ state, count }) => `${count} ${state}`)].join(", ")
}

function cost(book: EbookView, column: (amount: string) => Html): Html {
  const missing = threeStatesText(book.cost)
  const amount = book.attemptCount === 0 && book.cost.amount === "0" ? NOTHING : column(book.cost.amount)
  return html`<a class="muted-link" href="${bookCostsLink(book.id)}">${amount}</a>${missing && html`<div class="note">${missing}</div>`}${book.simulated ? html`<div class="note">simulated</div>` : ""}`
}

function pager({ page, last, total }: Place): Html {
  if (last === 1) return html``
  const [from, to] = [(page - 1) * PAGE_SIZE + 1, Math.min(page * PAGE_SIZE, total)]
  return html`<nav class="pager pager--list" aria-label="More books">${page > 1 ? html`<a rel="prev" href="${page === 2 ? "/" : `/?page=${page - 1}`}">Newer</a>` : ""}
<span class="muted">Books ${from} to ${to} of ${total}</span>${page < last ? html`<a rel="next" href="/?page=${page + 1}">Older</a>` : ""}</nav>`
}
