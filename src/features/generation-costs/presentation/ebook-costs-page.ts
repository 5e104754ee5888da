import type { Db } from "../../../shared/database/database.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { bookLink } from "../../../shared/web/links.ts"
import { EVERY_ATTEMPT } from "../infrastructure/attempt-filter.ts"
import { listAttemptRows } from "../infrastructure/attempt-rows.ts"
import type { EbookCosts } from "../infrastructure/ebook-costs.ts"
import { readQuantities } from "../infrastructure/usage-line-queries.ts"
import { bookName, crumbs } from "./crumbs.ts"
import { attemptsLink } from "./links.ts"
import { moneyQuery, simulatedBand } from "./money-shown.ts"
import { pagesTable } from "./pages-table.ts"
import { sentences } from "./sentences.ts"
import { sumsBand } from "./sums-band.ts"

const say = sentences.book

/** Attempts told on one page; a book of 100 pages and 6 attempts each stays below. */
const MOST_ATTEMPTS = 1_000
/** A longer title is set smaller, or it would fill a phone. */
const LONG_TITLE = 70

export async function ebookCostsPage(c: Ctx, db: Db, book: EbookCosts): Promise<Html> {
  const { ebookId, pages, total } = book
  const { simulated } = total
  const money = moneyQuery(simulated)
  const hrefOf = attemptsLink(money, ebookId)
  const [attempts, quantities] = await Promise.all([
    listAttemptRows(db, { ...EVERY_ATTEMPT, simulated, ebookId }, { page: 1, pageSize: MOST_ATTEMPTS }),
    readQuantities(db, simulated, ebookId),
  ])
  const table = pages.length === 0 ? empty(book) : pagesTable(pages, attempts.items, total.amount)
  const rest = html`<p class="note">${say.newest(MOST_ATTEMPTS, attempts.total)} <a href="${hrefOf("all")}">${say.allOfThem}</a></p>`
  return html`${simulatedBand(c, simulated)}
    ${crumbs(money, [])}
    ${head(book)}
    ${sumsBand({ label: say.spent, sums: book, quantities, hrefOf })}
    <section class="sect" aria-labelledby="by-page">
      <div class="sect__head"><h2 id="by-page">${say.byPage}</h2><p>${say.everyAttempt}</p></div>
      ${table}${attempts.total > MOST_ATTEMPTS ? rest : ""}</section>`
}

function head({ ebookId, title, deleted }: EbookCosts): Html {
  const itself = html`<a href="${bookLink(ebookId)}">${say.itself}</a>`
  const whence = deleted ? say.deleted : title === null ? say.onlyReported : itself
  const long = title !== null && title.length > LONG_TITLE
  return html`<div class="head"><div><h1${long ? html` class="long"` : ""}>${bookName(ebookId, title)}</h1>
    <p>${whence}</p></div></div>`
}

const empty = ({ total }: EbookCosts): Html =>
  html`<p class="lead">${total.heldCount === 0 ? say.nothingYet : say.onItsWay(total.heldCount)}</p>`
