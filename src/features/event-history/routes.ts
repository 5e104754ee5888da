import { Hono } from "hono"
import type { Db } from "../../shared/database/database.ts"
import { DomainError } from "../../shared/errors.ts"
import type { EventBus } from "../../shared/events/event-bus.ts"
import type { Hint } from "../../shared/events/hint.ts"
import type { Ctx, Env } from "../../shared/web/context.ts"
import { type Html, html } from "../../shared/web/html.ts"
import { renderPage } from "../../shared/web/layout.ts"
import { liveAtEase } from "../../shared/web/live.ts"
import { eventPage } from "./event-page.ts"
import { readListing } from "./listing.ts"
import { notice } from "./notices.ts"
import { readBriefs, readFollowing } from "./read-around.ts"
import { bookCalled, titlesOf } from "./read-books.ts"
import { readEvent } from "./read-events.ts"
import { replayRoutes } from "./replay-routes.ts"
import { retryDelivery } from "./retry-delivery.ts"
import { sentences } from "./sentences.ts"
import { stream } from "./stream.ts"
import type { Teller } from "./teller.ts"
import { EVENTS, hrefOf, isEventId, queryOf, type View, viewFrom } from "./view.ts"

const say = sentences.event
const LIVE = `${EVENTS}/live`
/** The next page shows how a new try went, if it does not take longer. */
const TRY_WAIT_MS = 2_000

export type HistoryDeps = { db: Db; bus: EventBus; hint: Hint; now: () => Date }

/** The list of events, the part of it that redraws itself, one event in full, and what can be done about a parked one. */
export function historyRoutes(deps: HistoryDeps, teller: Teller): Hono<Env> {
  const { db, bus, hint, now } = deps
  const routes = new Hono<Env>()

  routes.get(EVENTS, async (c) => {
    const typed = c.req.query("title")
    if (typed !== undefined) return c.redirect(await leadToBook(db, viewOf(c), typed), 303)
    const view = viewOf(c)
    // A choice among the filters leaves the address as if it had been sent.
    if (c.req.header("hx-request") !== undefined) c.header("hx-replace-url", hrefOf(view))
    const listing = await readListing(db, view, now())
    const body = html`${await notice(c, db, teller)}<div id="events">${stream(listing, teller)}</div>${wire(view)}`
    return renderPage(c, { title: sentences.events, section: "events", body })
  })

  routes.get(LIVE, (c) => {
    const view = { ...viewOf(c), before: null }
    return liveAtEase(c, hint, async () => stream(await readListing(db, view, now()), teller))
  })

  routes.route("/", replayRoutes(deps))

  routes.get(`${EVENTS}/:id`, async (c) => {
    const id = c.req.param("id")
    const event = isEventId(id) ? await readEvent(db, id) : null
    if (!event) throw new DomainError("event-not-found", say.none, 404)
    const { causedBy, ebookId } = event
    const [causes, following, titles] = await Promise.all([
      readBriefs(db, causedBy === null ? [] : [causedBy]),
      readFollowing(db, event),
      titlesOf(db, ebookId === null ? [] : [ebookId]),
    ])
    const cause = causes.get(causedBy ?? "") ?? null
    const title = titles.get(ebookId ?? "") ?? null
    const told = eventPage({ event, cause, following, title, now: now() }, teller)
    const body = html`${await notice(c, db, teller)}${told}`
    return renderPage(c, { title: teller.headline(event), section: "events", body })
  })

  routes.post(`${EVENTS}/deliveries/:id/retry`, async (c) => {
    const { id } = await retryDelivery(deps, c.req.param("id"), TRY_WAIT_MS)
    return c.redirect(backTo(new URLSearchParams(await c.req.text()).get("back") ?? "", id), 303)
  })

  routes.post(`${EVENTS}/retry-parked`, async (c) => {
    const count = String(await bus.retryParked(null))
    return c.redirect(`${EVENTS}?${new URLSearchParams({ state: "parked", retried: "all", count })}`, 303)
  })
  return routes
}

const viewOf = (c: Ctx): View => viewFrom(new URL(c.req.url).searchParams)

/** What listens, apart from what it redraws. An older page stands still. */
const wire = (view: View): Html =>
  view.before === null
    ? html`<div id="wire" hx-sse:connect="${LIVE}${queryOf(view)}" hx-target="#events" hx-swap="innerMorph"></div>`
    : html`<div id="wire"></div>`

/** A title that was typed, as the address of its book; as it was chosen before, where it is still the same. */
async function leadToBook(db: Db, view: View, typed: string): Promise<string> {
  const title = typed.trim()
  if (title === "") return hrefOf({ ...view, book: null })
  const chosen = view.book === null ? undefined : (await titlesOf(db, [view.book])).get(view.book)
  if (title === chosen || title === view.book) return hrefOf(view)
  const book = await bookCalled(db, title)
  if (book !== null) return hrefOf({ ...view, book })
  return `${EVENTS}?${new URLSearchParams({ unknown: title.slice(0, 200) })}`
}

/** Only to a page of ours, with the word on what became of the delivery. */
function backTo(back: string, retried: string): string {
  const here = new URL(`http://here${EVENTS}`)
  const asked = URL.canParse(back, here) ? new URL(back, here) : here
  const url = asked.origin === here.origin && asked.pathname.startsWith(EVENTS) ? asked : here
  url.searchParams.set("retried", retried)
  return url.pathname + url.search
}
