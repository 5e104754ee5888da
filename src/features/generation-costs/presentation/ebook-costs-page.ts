import type { Db } from "../../../shared/database/database.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { bookLink } from "../../../shared/web/links.ts"
import { grouped } from "../../../shared/web/money.ts"
import { EVERY_ATTEMPT } from "../infrastructure/attempt-filter.ts"
import { listAttemptRows } from "../infrastructure/attempt-rows.ts"
import type { EbookCosts } from "../infrastructure/ebook-costs.ts"
import { readQuantities } from "../infrastructure/usage-line-queries.ts"
import { bookName } from "./books-table.ts"
import { attemptsHref } from "./costs-page.ts"
import { simulatedBand } from "./money-shown.ts"
import { pagesTable } from "./pages-table.ts"
import { sumsBand } from "./sums-band.ts"

/** Attempts told on one page; a book of 100 pages and 6 attempts each stays below. */
const MOST_ATTEMPTS = 1_000

export async function ebookCostsPage(c: Ctx, db: Db, book: EbookCosts): Promise<Html> {
  const { ebookId, title, pages, total } = book
  const { simulated } = total
  const hrefOf = attemptsHref(`money=${simulated ? "simulated" : "real"}`, ebookId)
  const [attempts, quantities] = await Promise.all([
    listAttemptRows(db, { ...EVERY_ATTEMPT, simulated, ebookId }, { page: 1, pageSize: MOST_ATTEMPTS }),
    readQuantities(db, simulated, ebookId),
  ])
  return html`${simulatedBand(c, simulated)}
    <nav class="crumb" aria-label="Where this is"><a href="/dashboard/costs?money=${simulated ? "simulated" : "real"}">Costs</a></nav>
    <div class="head"><div><h1>${bookName(ebookId, title)}</h1>${
      title === null
        ? html`<p>Reported from elsewhere: only its costs are known here.</p>`
        : html`<p><a href="${bookLink(ebookId)}">The book itself</a></p>`
    }</div></div>
    ${sumsBand({ label: "Spent on this book", sums: book, quantities, hrefOf })}
    <section class="sect" aria-labelledby="by-page">
      <div class="sect__head"><h2 id="by-page">By page</h2><p>Every attempt, kept or not, and its share of the sum</p></div>
      ${pages.length === 0 ? html`<p>Nothing of this book was charged yet.</p>` : pagesTable(pages, attempts.items, total.amount)}
      ${
        attempts.total > MOST_ATTEMPTS
          ? html`<p class="note">The newest ${grouped(String(MOST_ATTEMPTS))} of ${grouped(String(attempts.total))} attempts are
              told here; the sums are of all. <a href="${hrefOf("all")}">All of them</a></p>`
          : ""
      }</section>`
}
