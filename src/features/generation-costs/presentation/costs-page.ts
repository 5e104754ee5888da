import type { Db } from "../../../shared/database/database.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { NEW_BOOK } from "../../../shared/web/links.ts"
import type { MissingState } from "../../../shared/web/money.ts"
import { readTotals } from "../infrastructure/cost-totals.ts"
import { listEbookCosts } from "../infrastructure/ebook-costs.ts"
import { EVER } from "../infrastructure/period.ts"
import { readQuantities } from "../infrastructure/usage-line-queries.ts"
import { booksTable } from "./books-table.ts"
import { type MoneyShown, moneySwitch, simulatedBand } from "./money-shown.ts"
import { pageTurner, sliceOf } from "./page-turner.ts"
import { sumsBand } from "./sums-band.ts"

export async function costsPage(c: Ctx, db: Db, shown: MoneyShown): Promise<Html> {
  const { simulated, query } = shown
  const slice = sliceOf(c)
  const [sums, quantities, books] = await Promise.all([
    readTotals(db, { simulated, period: EVER, ebookId: null }, null),
    readQuantities(db, simulated, null),
    listEbookCosts(db, simulated, slice),
  ])
  return html`${simulatedBand(c, simulated)}
    <div class="head"><div><h1>Costs</h1></div>${moneySwitch(shown, "/dashboard/costs")}</div>
    ${
      books.total === 0
        ? cleanPress(shown)
        : html`${sumsBand({ label: "Spent so far", sums, quantities, hrefOf: attemptsHref(query, null) })}
          <section class="sect" aria-labelledby="by-book">
            <div class="sect__head"><h2 id="by-book">By book</h2><p>Open a book to see where its money went</p></div>
            ${booksTable(books.items, books.total, query)}${pageTurner(slice, books.total, `?${query}&page=`)}</section>`
    }`
}

/** Where the words beside a sum lead: the attempts they count. */
export const attemptsHref = (query: string, ebookId: string | null) => (show: MissingState | "wasted" | "all") =>
  `/dashboard/costs/attempts?show=${show}&${query}${ebookId === null ? "" : `&ebookId=${encodeURIComponent(ebookId)}`}`

const cleanPress = ({ simulated }: MoneyShown) => html`<section class="empty"><div>
    <h2>The press is clean.</h2>
    <p>Nothing was sent, so nothing was charged. Make a book, and every attempt stands here with what it cost${
      simulated ? " in simulated money" : ""
    }, to the last digit.</p>
    <div class="actions"><a class="btn btn--big" href="${NEW_BOOK}">Make a book</a></div>
  </div></section>`
