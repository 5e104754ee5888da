import { type Html, html } from "../../shared/web/html.ts"
import { bookLink, pageLink } from "../../shared/web/links.ts"
import { mark } from "../../shared/web/marks.ts"
import { type MissingState, money, threeStates } from "../../shared/web/money.ts"
import type { HandThing } from "./read-hand.ts"
import type { MonthMoney } from "./read-money.ts"
import { sentences } from "./sentences.ts"
import { hrefOf, viewFrom } from "./view.ts"
import { monthText, pageWords, timeText } from "./words.ts"

/** More pages than these are told as a number. */
const PAGES_NAMED = 3

const say = sentences.hand

export type Ticket = {
  month: MonthMoney
  hand: { things: HandThing[]; total: number }
  now: Date
  /** No key is set, so that real money is no matter of course. */
  noKey: boolean
}

/** What was spent this month, and what waits for a person. */
export const ticket = ({ month, hand, now, noKey }: Ticket): Html => html`<div class="ticket">
<section aria-labelledby="month"><h2 id="month">${sentences.month[month.simulated ? "simulated" : noKey ? "real" : "spent"](monthText(now), timeText(now))}</h2>
<p class="sum">${money(month.amount)}</p>${threeStates({ ...month, heldCount: 0, heldAmount: "0" }, attemptsOf({ simulated: month.simulated, ebookId: null }))}</section>
<section aria-labelledby="hand">${
  hand.total === 0
    ? html`<h2 id="hand" class="rest">${say.none}</h2>`
    : html`<h2 id="hand">${say.head(hand.total)}</h2><ul class="todo">${hand.things.map(thing)}${more(hand)}</ul>`
}</section></div>`

const thing = (of: HandThing): Html => {
  const { words, href, link } = told(of)
  return html`<li>${mark(of.kind === "lost" ? "unknown" : of.kind, true)}<span>${words}</span><a href="${href}">${link}</a></li>`
}

const more = ({ things, total }: Ticket["hand"]): Html | "" =>
  total > things.length
    ? html`<li class="more"><a href="${hrefOf({ ...viewFrom(new URLSearchParams()), filter: "hand" })}">${say.more(total - things.length)}</a></li>`
    : ""

type Told = { words: string; href: string; link: string }

/** One sentence, and where something can be done about it. */
function told(of: HandThing): Told {
  const toBook = { href: bookLink(of.ebookId), link: say.open }
  const names = of.pages.map((page) => pageWords(page, of.sheetCount))
  switch (of.kind) {
    case "paused": {
      const reason = Object.entries(say.paused).find(([code]) => code === of.reasonCode)?.[1] ?? say.paused.other
      return { words: reason(of.title), ...toBook }
    }
    case "failed": {
      const words = names.length > PAGES_NAMED ? say.failedMany(of.title, names.length) : say.failed(of.title, names)
      const [page, name] = [of.pages[0], names[0]]
      if (page === undefined || name === undefined || names.length > 1) return { words, ...toBook }
      return { words, href: pageLink(of.ebookId, page), link: say.seePage(name) }
    }
    case "lost":
      return of.attemptId === null
        ? { words: say.lostMany(of.title), href: attemptsOf(of)("unresolved"), link: say.seeAttempts }
        : { words: say.lost(of.title, names), href: attemptLink(of.attemptId), link: say.seeAttempt }
  }
}

const attemptLink = (attemptId: string) => `/dashboard/costs/attempts/${encodeURIComponent(attemptId)}`

/** The ledger's lists of attempts that a sum does not contain. */
const attemptsOf =
  ({ simulated, ebookId }: { simulated: boolean; ebookId: string | null }) =>
  (show: MissingState): string =>
    `/dashboard/costs/attempts?${new URLSearchParams({ show, money: simulated ? "simulated" : "real", ...(ebookId === null ? {} : { ebookId }) })}`
