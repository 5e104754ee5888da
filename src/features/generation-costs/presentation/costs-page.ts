import type { Db } from "../../../shared/database/database.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { NEW_BOOK } from "../../../shared/web/links.ts"
import { readTotals } from "../infrastructure/cost-totals.ts"
import { listEbookCosts } from "../infrastructure/ebook-costs.ts"
import { EVER } from "../infrastructure/period.ts"
import { readQuantities } from "../infrastructure/usage-line-queries.ts"
import { booksTable } from "./books-table.ts"
import { attemptsLink } from "./links.ts"
import { type MoneyShown, moneySwitch, simulatedBand } from "./money-shown.ts"
import { sliceOf, turnable } from "./page-turner.ts"
import { sentences } from "./sentences.ts"
import { sumsBand } from "./sums-band.ts"

const say = sentences.all

export async function costsPage(c: Ctx, db: Db, shown: MoneyShown): Promise<Html> {
  const { simulated, query } = shown
  const slice = sliceOf(c)
  const [sums, quantities, { items, total }] = await Promise.all([
    readTotals(db, { simulated, period: EVER, ebookId: null }, null),
    readQuantities(db, simulated, null),
    listEbookCosts(db, simulated, slice),
  ])
  return html`${simulatedBand(c, simulated)}
    <div class="head"><div><h1>${sentences.costs}</h1></div>${moneySwitch(shown, "/dashboard/costs")}</div>
    ${
      total === 0
        ? cleanPress(shown)
        : html`${sumsBand({ label: say.spent, sums, quantities, hrefOf: attemptsLink(query, null) })}
          <section class="sect" aria-labelledby="by-book">
            <div class="sect__head"><h2 id="by-book">${say.byBook}</h2><p>${say.open}</p></div>
            ${turnable({ slice, total, href: `?${query}&page=` }, booksTable(items, total, query))}</section>`
    }`
}

const cleanPress = ({ simulated }: MoneyShown) => html`<section class="empty"><div>
    <h2>${say.clean}</h2>
    <p>${say.nothingSent(simulated)}</p>
    <div class="actions"><a class="btn btn--big" href="${NEW_BOOK}">${say.makeBook}</a></div>
  </div></section>`
