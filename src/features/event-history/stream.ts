import { type Html, html } from "../../shared/web/html.ts"
import { bookCostsLink, bookLink, NEW_BOOK } from "../../shared/web/links.ts"
import { grouped } from "../../shared/web/money.ts"
import { eventLine } from "./event-line.ts"
import { filterBar } from "./filter-bar.ts"
import type { Listing } from "./listing.ts"
import type { EventRecord } from "./read-events.ts"
import { sentences } from "./sentences.ts"
import type { Teller } from "./teller.ts"
import { dayText, monthText } from "./times.ts"
import { EVENTS, hrefOf, PLAIN, queryOf } from "./view.ts"

/** The part of the page that redraws itself. */
export function stream(listing: Listing, teller: Teller): Html {
  const { events, view } = listing
  if (isClean(listing)) return html`${head(listing)}${cleanPress()}`
  return html`${head(listing)}${filterBar(listing, teller.types)}${view.state === "parked" && events.length > 0 ? tryAllAgain(listing) : ""}
${events.length === 0 ? nothingHere(listing) : days(listing).map(([day, those]) => dayOf(day, those, listing, teller))}${pager(listing)}${archive(listing)}${REPLAY}`
}

const REPLAY = html`<p class="replays note">${sentences.replay.what} <a href="${EVENTS}/replay">${sentences.replay.link}</a></p>`

const isClean = ({ view, counts, archive }: Listing) =>
  queryOf(view) === "" && counts.all.count === 0 && archive.length === 0

function head({ view, titles }: Listing): Html {
  if (view.book === null)
    return html`<div class="head"><div><h1>${sentences.events}</h1><p>${sentences.whatItIs}</p></div></div>`
  const title = titles.get(view.book)
  const ways = html`<p>${title === undefined ? "" : html`<a href="${bookLink(view.book)}">${sentences.toTheBook}</a> · `}<a href="${bookCostsLink(view.book)}">${sentences.toItsCosts}</a> · <a href="${hrefOf({ ...view, book: null, before: null })}">${sentences.allBooks}</a></p>`
  return html`<div class="head"><div><h1>${sentences.events}</h1><p>${sentences.ofOneBook(title ?? view.book)}</p>${ways}</div></div>`
}

/** Consecutive events of one day. */
function days({ events, now }: Listing): [string, EventRecord[]][] {
  const found: [string, EventRecord[]][] = []
  for (const event of events) {
    const day = dayText(event.occurredAt, now)
    const last = found.at(-1)
    if (last?.[0] === day) last[1].push(event)
    else found.push([day, [event]])
  }
  return found
}

const dayOf = (day: string, events: readonly EventRecord[], listing: Listing, teller: Teller): Html =>
  html`<h2 class="day">${day}</h2><ol class="stream">${events.map((event) => eventLine(event, listing, teller))}</ol>`

const cleanPress = (): Html =>
  html`<section class="empty"><div><h2>${sentences.empty.head}</h2><p>${sentences.empty.text}</p><p class="actions"><a class="btn" href="${NEW_BOOK}">${sentences.empty.make}</a></p></div></section>`

const nothingHere = ({ view }: Listing): Html =>
  html`<section class="empty"><div><h2>${sentences.none[view.state ?? "all"]}</h2><p><a href="${hrefOf(PLAIN)}">${sentences.none.showAll}</a></p></div></section>`

/** Every parked delivery there is, so only where every one of them is meant. */
const tryAllAgain = ({ view }: Listing): Html =>
  queryOf({ ...view, state: null }) === ""
    ? html`<form class="again" method="post" action="${EVENTS}/retry-parked"><button class="btn btn--line">${sentences.delivery.tryAllAgain}</button></form>`
    : html``

function pager({ view, older }: Listing): Html {
  if (older === null && view.before === null) return html``
  return html`<nav class="pager" aria-label="${sentences.pager.label}">${
    view.before === null ? "" : html`<a href="${hrefOf({ ...view, before: null })}">${sentences.pager.newest}</a>`
  }${older === null ? "" : html`<a rel="next" href="${hrefOf({ ...view, before: older })}">${sentences.pager.older}</a>`}</nav>`
}

function archive({ archive: months }: Listing): Html {
  if (months.length === 0) return html``
  const total = months.reduce((sum, { count }) => sum + count, 0)
  return html`<details class="archive" id="archive"><summary>${sentences.archive.head(grouped(String(total)))}</summary><p>${sentences.archive.text}</p>
<ul>${months.map(({ month, count }) => html`<li>${sentences.archive.month(monthText(month), grouped(String(count)))}</li>`)}</ul></details>`
}
