import type { Db } from "../../../../shared/database/database.ts"
import type { Ctx } from "../../../../shared/web/context.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { NEW_BOOK } from "../../../../shared/web/links.ts"
import type { BookList } from "../../infrastructure/sums/book-list.ts"
import { readBreakdown } from "../../infrastructure/sums/cost-breakdown.ts"
import { heldBy } from "../../infrastructure/sums/held-rows.ts"
import { readProofs } from "../../infrastructure/sums/proofs.ts"
import { type Sums, toSums } from "../../infrastructure/sums/sums.ts"
import { attemptsLink, booksLink } from "../links.ts"
import { type MoneyShown, moneySwitch, simulatedBand } from "../money-shown.ts"
import { proofBox } from "../proof/proof-box.ts"
import { sentences } from "../sentences.ts"
import { booksTable } from "./books-table.ts"
import { cutSection, type Shown } from "./breakdown-sections.ts"
import { breakdownSentences } from "./breakdown-sentences.ts"
import { HATCH } from "./cost-bars.ts"
import { without } from "./cost-cuts.ts"
import { type CostsPeriod, costsPeriod } from "./costs-period.ts"
import type { PeriodAsked } from "./period-asked.ts"
import { periodForm } from "./period-form.ts"
import { sumsBand } from "./sums-band.ts"
import { timeSection } from "./time-section.ts"

const say = breakdownSentences
const NEWEST_BOOKS = 10

/** What was spent in a period, whole and cut in every way. `now` closes a period that is still open. */
export async function costsPage(c: Ctx, db: Db, shown: MoneyShown, asked: PeriodAsked, now: Date): Promise<Html> {
  const { simulated, atHand } = shown
  const view = costsPeriod(asked, shown, now)
  const isEmpty = atHand.used === null && atHand.calls.length === 0
  return html`${simulatedBand(c, simulated)}
    <div class="head"><div><h1>${sentences.costs}</h1></div>${moneySwitch(shown, "/dashboard/costs", view.asked)}
      ${isEmpty ? "" : periodForm(asked, simulated ? "simulated" : "real")}</div>
    ${isEmpty ? cleanPress(simulated) : await sums(c, db, view)}`
}

async function sums(c: Ctx, db: Db, view: CostsPeriod): Promise<Html> {
  const { simulated, stretches, steps, calls, words, listed, money, asked } = view
  const breakdown = await readBreakdown(db, {
    simulated,
    stretches,
    steps: steps?.stretches ?? [],
    newestBooks: NEWEST_BOOKS,
  })
  const total = toSums(breakdown.steps, heldBy(calls), simulated)
  const band = sumsBand({ label: words, sums: total, hrefOf: attemptsLink(listed, null) })
  if (total.attempts === 0) return calls.length === 0 ? nothingSent(view) : onlyUnderWay(band, calls.length)
  const [proof] = await readProofs(db, 1)
  const cuts: Shown = {
    query: listed,
    wholeHref: (cut) => `/dashboard/costs?${money}&${asked}&all=${cut}#${cut}`,
    whole: c.req.query("all") ?? null,
  }
  const cut = (name: Parameters<typeof cutSection>[0]) => cutSection(name, breakdown, cuts)
  return html`${HATCH}${band}
    <p class="export"><a class="btn btn--line btn--small" href="/dashboard/costs/export.csv?${listed}" download>${say.export}</a></p>
    ${steps ? timeSection({ ...view, steps, rows: breakdown.steps }) : ""}
    ${booksSection(view, breakdown.books, total)}
    ${cut("model")}${cut("theme")}
    <div class="cols2 sect">${cut("purpose")}${cut("outcome")}${cut("reason")}${proofBox(proof ?? null, simulated)}</div>`
}

function booksSection(
  { money, asked, listed }: CostsPeriod,
  { items, hasMore, withoutBook }: BookList,
  total: Sums,
): Html {
  const books = withoutBook ? [...items, withoutBook] : items
  const href = booksLink(`${money}&${asked}`)
  const others = hasMore ? { href, sums: without(total, books) } : null
  const foot = { label: say.sum, sums: total }
  return html`<section class="sect" aria-labelledby="by-book">
    <div class="sect__head"><h2 id="by-book">${say.book.title}</h2><p>${hasMore ? html`<a href="${href}">${say.book.all}</a>` : say.book.newest}</p></div>
    ${booksTable({ books, others, foot, money, query: listed })}</section>`
}

const nothingSent = ({ words, money, period }: CostsPeriod): Html => html`<p class="lead">${say.nothing(words)}</p>
  <p><a href="/dashboard/costs?${money}&period=everything&tz=${encodeURIComponent(period.timeZone)}">${say.toEverything}</a></p>`

const onlyUnderWay = (band: Html, calls: number): Html =>
  html`${band}<p class="lead">${sentences.book.onItsWay(calls)}</p>`

const cleanPress = (simulated: boolean): Html => html`<section class="empty"><div>
    <h2>${sentences.all.clean}</h2>
    <p>${sentences.all.nothingSent(simulated)}</p>
    <div class="actions"><a class="btn btn--big" href="${NEW_BOOK}">${sentences.all.makeBook}</a></div>
  </div></section>`
