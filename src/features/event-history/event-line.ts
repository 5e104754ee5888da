import { type Html, html } from "../../shared/web/html.ts"
import { bookEventsLink, pageLink } from "../../shared/web/links.ts"
import { mark } from "../../shared/web/marks.ts"
import { deliveryTold } from "./delivery-words.ts"
import type { Listing } from "./listing.ts"
import { type PageOf, pageOf } from "./page-of.ts"
import type { Delivery, EventRecord } from "./read-events.ts"
import { sentences } from "./sentences.ts"
import { subscriberWords } from "./subscriber-words.ts"
import type { Teller } from "./teller.ts"
import { clock } from "./times.ts"
import { EVENTS, eventLink, hrefOf } from "./view.ts"

const say = sentences.delivery

export const attemptLink = (attemptId: string): string => `/dashboard/costs/attempts/${encodeURIComponent(attemptId)}`

/** One event of the list: when, what, about what and why, and how it fares with each who hears it. */
export function eventLine(event: EventRecord, listing: Listing, teller: Teller): Html {
  const { now, view } = listing
  const { second, fraction } = clock(event.occurredAt)
  const isParked = event.deliveries.some(({ state }) => state === "parked")
  return html`<li class="${isParked ? "ev ev--parked" : "ev"}" id="ev-${event.id}"><time datetime="${event.occurredAt.toISOString()}"><b>${second}</b>${fraction}</time>
<div class="ev__what"><h3><a href="${eventLink(event.id)}">${teller.headline(event)}</a></h3>${about(event, listing)}${because(event, listing, teller)}
<p class="note"><code>${event.name}</code></p></div>
${deliveries(event, { now, back: hrefOf(view) })}</li>
`
}

/** Its book, page and attempt, each a link. What the whole list is about goes without saying. */
function about({ ebookId, attemptId, payload }: EventRecord, { titles, view }: Listing): Html {
  const title = ebookId === null ? null : (titles.get(ebookId) ?? null)
  const links = [
    ...(ebookId === null || view.book !== null
      ? []
      : [html`<a href="${bookEventsLink(ebookId)}">${title ?? html`<code>${ebookId}</code>`}</a>`]),
    ...pageLinks(ebookId, title, pageOf(payload)),
    ...(attemptId === null ? [] : [html`<a href="${attemptLink(attemptId)}">${sentences.attempt}</a>`]),
  ]
  if (links.length === 0) return html``
  return html`<p>${links.map((link, i) => html`${i > 0 ? ", " : ""}${link}`)}</p>`
}

/** Only a book that was asked for here has pages that can be looked at. */
function pageLinks(ebookId: string | null, title: string | null, page: PageOf | null): Html[] {
  if (page === null) return []
  const words = pageWords(page)
  return [
    ebookId === null || title === null
      ? html`${words}`
      : html`<a href="${pageLink(ebookId, page.number)}">${words}</a>`,
  ]
}

export function pageWords({ number, kind }: PageOf): string {
  const { content, cover, back } = sentences.page
  return kind === "content" ? content(number) : kind === "cover" ? cover : back
}

function because({ causedBy }: EventRecord, { causes }: Listing, teller: Teller): Html {
  const cause = causedBy === null ? undefined : causes.get(causedBy)
  if (!cause) return html``
  return html`<p class="note">${sentences.because} <a href="${eventLink(cause.id)}">${teller.headline(cause)}</a></p>`
}

/** `back`: where a press of a button leads to again. */
type Around = { now: Date; back: string }

function deliveries(event: EventRecord, around: Around): Html {
  if (event.deliveries.length === 0) return html`<p class="deliv note">${sentences.heardByNobody}</p>`
  return html`<ul class="deliv" aria-label="${sentences.deliveries}">${event.deliveries.map((one) => delivery(one, around))}</ul>`
}

function delivery(one: Delivery, { now, back }: Around): Html {
  const { mark: shape, hot, words, why } = deliveryTold(one, now)
  const who = subscriberWords(one.subscriber)
  const end = one.state === "parked" ? tryAgain(one, back) : html`<span class="muted">${waiting(one, words)}</span>`
  return html`<li>${mark(shape, hot)}<span>${who}</span>${end}${why === null ? "" : html`<span class="why ${hot ? "hot" : "muted"}">${why}</span>`}</li>`
}

const waiting = ({ waitsFor }: Delivery, words: string): Html =>
  waitsFor === null ? html`${words}` : html`<a href="${eventLink(waitsFor)}">${words}</a>`

export const tryAgain = ({ id, subscriber }: Pick<Delivery, "id" | "subscriber">, back: string): Html =>
  html`<form method="post" action="${EVENTS}/deliveries/${id}/retry"><input type="hidden" name="back" value="${back}"><button class="textbtn" aria-label="${say.tryAgainWho(subscriberWords(subscriber))}">${say.tryAgain}</button></form>`
