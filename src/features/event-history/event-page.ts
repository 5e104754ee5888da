import { isObject } from "../../shared/json.ts"
import { type Html, html } from "../../shared/web/html.ts"
import { bookEventsLink, bookLink, pageLink } from "../../shared/web/links.ts"
import { mark } from "../../shared/web/marks.ts"
import { deliveryTold } from "./delivery-words.ts"
import { attemptLink, pageWords, tryAgain } from "./event-line.ts"
import { pageOf } from "./page-of.ts"
import type { Brief } from "./read-around.ts"
import type { Delivery, EventRecord } from "./read-events.ts"
import { sentences } from "./sentences.ts"
import { subscriberWords } from "./subscriber-words.ts"
import type { Teller } from "./teller.ts"
import { clock, instantText } from "./times.ts"
import { EVENTS, eventLink } from "./view.ts"

const say = sentences.event
/** Characters; a longer headline is set smaller. */
const LONG = 50

export type EventInFull = {
  event: EventRecord
  cause: Brief | null
  following: readonly Brief[]
  /** Of its book, where it is known. */
  title: string | null
  now: Date
}

/** One event with all that is known of it. */
export const eventPage = (told: EventInFull, teller: Teller): Html => {
  const { event, following } = told
  const headline = teller.headline(event)
  return html`<nav class="crumb" aria-label="${say.whereThisIs}"><a href="${EVENTS}">${sentences.events}</a>${bookCrumb(told)}</nav>
<div class="head"><div><h1 class="${headline.length > LONG ? "long" : ""}">${headline}</h1><p>${teller.says(event.name)}</p></div></div>
${facts(told, teller)}
<section class="sect" aria-labelledby="heard"><div class="sect__head"><h2 id="heard">${say.heard}</h2></div>${heard(told)}</section>
<section class="sect" aria-labelledby="following"><div class="sect__head"><h2 id="following">${say.following}</h2></div>${followed(following, teller)}</section>
<section class="sect" aria-labelledby="payload"><div class="sect__head"><h2 id="payload">${say.payload}</h2></div>${payload(event.payload)}</section>`
}

const bookCrumb = ({ event: { ebookId }, title }: EventInFull): Html =>
  ebookId === null
    ? html``
    : html` / <a href="${bookEventsLink(ebookId)}">${title ?? html`<code>${ebookId}</code>`}</a>`

function facts(told: EventInFull, teller: Teller): Html {
  const { event, cause } = told
  const because = cause === null ? say.noCause : html`<a href="${eventLink(cause.id)}">${teller.headline(cause)}</a>`
  return html`<dl class="spec"><dt>${say.happened}</dt><dd><time datetime="${event.occurredAt.toISOString()}">${instantText(event.occurredAt)}</time></dd>
<dt>${say.recorded}</dt><dd><time datetime="${event.recordedAt.toISOString()}">${instantText(event.recordedAt)}</time></dd>
<dt>${say.cause}</dt><dd>${because}</dd>${correlation(told)}
<dt>${say.order}</dt><dd>${say.ofAggregate(event.sequence)} <code>${event.aggregateId}</code></dd>
<dt>${say.kind}</dt><dd><code>${event.name}</code></dd><dt>${say.id}</dt><dd><code>${event.id}</code></dd></dl>`
}

/** What it is about, as far as it can be looked at. */
function correlation({ event: { ebookId, attemptId, payload: said }, title }: EventInFull): Html {
  const page = pageOf(said)
  const canBeSeen = ebookId !== null && title !== null
  const book = canBeSeen ? html`<a href="${bookLink(ebookId)}">${title}</a>` : html`<code>${ebookId}</code>`
  const pageName = page === null ? "" : pageWords(page)
  return html`${ebookId === null ? "" : html`<dt>${say.book}</dt><dd>${book}, <a href="${bookEventsLink(ebookId)}">${say.ofThisBook}</a></dd>`}${
    page === null
      ? ""
      : html`<dt>${say.page}</dt><dd>${canBeSeen ? html`<a href="${pageLink(ebookId, page.number)}">${pageName}</a>` : pageName}</dd>`
  }${attemptId === null ? "" : html`<dt>${say.attempt}</dt><dd><a href="${attemptLink(attemptId)}"><code>${attemptId}</code></a></dd>`}`
}

function heard({ event, now }: EventInFull): Html {
  if (event.deliveries.length === 0) return html`<p>${sentences.heardByNobody}</p>`
  return html`<ul class="heard">${event.deliveries.map((one) => heardBy(one, { now, back: eventLink(event.id) }))}</ul>`
}

function heardBy(one: Delivery, { now, back }: { now: Date; back: string }): Html {
  const { mark: shape, hot, words } = deliveryTold(one, now)
  const state = one.state === "parked" ? sentences.delivery.parkedAfter(one.tries) : words
  const where = one.waitsFor === null ? html`${state}` : html`<a href="${eventLink(one.waitsFor)}">${state}</a>`
  const at =
    one.handledAt === null
      ? ""
      : html`, <time datetime="${one.handledAt.toISOString()}">${say.handledAt(instantText(one.handledAt))}</time>`
  const mayTry = one.state === "parked" || (one.state === "pending" && one.tries > 0 && one.waitsFor === null)
  return html`<li>${mark(shape, hot)}<div><p>${subscriberWords(one.subscriber)}: <span class="${hot ? "hot" : "muted"}">${where}${at}</span></p>
<p class="note"><code>${one.subscriber}</code></p>${failure(one)}${mayTry ? tryAgain(one, back) : ""}</div></li>`
}

const failure = ({ error, state }: Delivery): Html =>
  error === null
    ? html``
    : html`<p class="note">${state === "handled" ? say.errorBefore : say.error}</p><pre class="raw">${error}</pre>`

function followed(following: readonly Brief[], teller: Teller): Html {
  if (following.length === 0) return html`<p>${say.nothingFollowed}</p>`
  return html`<ol class="following">${following.map(({ id, occurredAt, ...brief }) => {
    const { second, fraction } = clock(occurredAt)
    return html`<li><time datetime="${occurredAt.toISOString()}"><b>${second}</b>${fraction}</time> <a href="${eventLink(id)}">${teller.headline(brief)}</a></li>`
  })}</ol>`
}

/** Members that are JSON text themselves are shown apart, without a character changed. */
function payload(said: unknown): Html {
  const members = isObject(said) ? Object.entries(said) : []
  const verbatim = members.filter((entry): entry is [string, string] => isJsonText(entry[1]))
  const rest = verbatim.length === 0 ? said : Object.fromEntries(members.filter(([, value]) => !isJsonText(value)))
  return html`<pre class="raw"><code>${JSON.stringify(rest, null, 2)}</code></pre>
${verbatim.map(([name, text]) => html`<h3 class="rawhead">${say.payloadRest(name)}</h3><pre class="raw"><code>${text}</code></pre>`)}`
}

const isJsonText = (value: unknown): boolean => typeof value === "string" && /^\s*[{[]/.test(value)
