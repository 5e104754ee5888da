import type { Db } from "../../../../shared/database/database.ts"
import type { Ctx } from "../../../../shared/web/context.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { bookLink } from "../../../../shared/web/links.ts"
import { moneyText } from "../../../../shared/web/money.ts"
import { EVERY_ATTEMPT } from "../../infrastructure/sums/attempt-filter.ts"
import { listAttemptRows } from "../../infrastructure/sums/attempt-rows.ts"
import type { EbookCosts } from "../../infrastructure/sums/ebook-costs.ts"
import { roundedShare } from "../../infrastructure/sums/sums.ts"
import { bookName, crumbs } from "../crumbs.ts"
import { reasonLabel } from "../labels.ts"
import { attemptsLink, listLink } from "../links.ts"
import { moneyQuery, simulatedBand } from "../money-shown.ts"
import { sentences } from "../sentences.ts"
import { breakdownSentences } from "./breakdown-sentences.ts"
import { HATCH } from "./cost-bars.ts"
import { addUp } from "./cost-cuts.ts"
import { pagesTable } from "./pages-table.ts"
import { sumsBand } from "./sums-band.ts"
import { type Line, shortSumsTable } from "./sums-table.ts"

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
  const slice = { page: 1, pageSize: MOST_ATTEMPTS }
  const attempts = await listAttemptRows(db, { ...EVERY_ATTEMPT, simulated, ebookId }, slice)
  const table = pages.length === 0 ? empty(book) : pagesTable(pages, attempts, total.amount)
  const rest = html`<p class="note">${say.newest(MOST_ATTEMPTS, book.attempts)} <a href="${hrefOf("all")}">${say.allOfThem}</a></p>`
  return html`${simulatedBand(c, simulated)}
    ${crumbs(money, [])}
    ${head(book)}
    ${sumsBand({ label: say.spent, sums: book, hrefOf })}
    ${estimateInWords(book)}
    ${wasteSection(book, money)}
    <section class="sect" aria-labelledby="by-page">
      <div class="sect__head"><h2 id="by-page">${say.byPage}</h2><p>${say.everyAttempt}</p></div>
      ${table}${book.attempts > MOST_ATTEMPTS ? rest : ""}</section>`
}

/** What was said when the book was asked for, rounded for reading. */
function estimateInWords({ estimate }: EbookCosts): Html {
  if (estimate === null) return html``
  const about = (amount: string) => moneyText(roundedShare(amount, 1))
  return html`<p class="expected">${say.expected(about(estimate.amount), about(estimate.low), about(estimate.high))}</p>`
}

/** Why what of it was wasted. */
function wasteSection({ ebookId, reasons }: EbookCosts, money: string): Html {
  if (reasons.length === 0) return html``
  const { title, head } = breakdownSentences.reason
  const lines = reasons.map(({ reason, sums }): Line => {
    const hrefOf = listLink(money, { ebookId, wasteReason: reason })
    return { name: html`<a href="${hrefOf("all")}">${reasonLabel(reason)}</a>`, notes: [], sums, hrefOf }
  })
  const foot = { label: breakdownSentences.sum, sums: addUp(reasons.map(({ sums }) => sums)) }
  return html`${HATCH}<section class="sect half" aria-labelledby="by-reason">
    <div class="sect__head"><h2 id="by-reason">${title}</h2></div>${shortSumsTable({ title, head, lines, foot })}</section>`
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
