import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi"
import type { Db } from "../../shared/database/database.ts"
import { DomainError } from "../../shared/errors.ts"
import type { EventBus } from "../../shared/events/event-bus.ts"
import { createApi, noBody, noQuery } from "../../shared/web/api.ts"
import { bodyRefusals, exampleList, json, jsonBody, listOf, problem, refusals } from "../../shared/web/api-answers.ts"
import type { Env } from "../../shared/web/context.ts"
import { event, exampleDelivery, exampleEvent, replayed, retried, toEvent, toRetried } from "./events-answers.ts"
import { deliveryId, eventId, eventsQuery, exampleReplay, replayBody } from "./events-schemas.ts"
import { countEvents } from "./read-counts.ts"
import { readEvent, readEvents } from "./read-events.ts"
import { retryDelivery } from "./retry-delivery.ts"
import { isEventId } from "./view.ts"

/** The answer shows how the new try went, if it does not take longer. */
const TRY_WAIT_MS = 2_000
const tags = ["events"]

const listEvents = createRoute({
  method: "get",
  path: "/events",
  tags,
  summary: "List what happened, newest first, and how each event fares with those who hear it.",
  description:
    "Beyond 100,000 events, total is an estimate. What is in the archive is listed for one book, and found by its id.",
  request: { query: eventsQuery },
  responses: { 200: json(listOf(event), "A page of events.", exampleList(exampleEvent)), ...refusals },
})

const readOne = createRoute({
  method: "get",
  path: "/events/{id}",
  tags,
  summary: "Look at one event.",
  request: { params: z.strictObject({ id: eventId }), query: noQuery },
  responses: {
    200: json(event, "The event.", exampleEvent),
    ...refusals,
    404: problem(404, { "event-not-found": "There is no event of this id." }),
  },
})

const retry = createRoute({
  method: "post",
  path: "/events/deliveries/{id}/retry",
  tags,
  summary: "Have a delivery tried again that is parked, or waits for its next try.",
  description: "It is due at once and has all its tries before it again. The answer waits up to 2 s for the first one.",
  middleware: noBody,
  request: { params: z.strictObject({ id: deliveryId }), query: noQuery },
  responses: {
    200: json(retried, "How the delivery stands now.", { ...exampleDelivery, eventId: exampleEvent.id }),
    ...refusals,
    404: problem(404, { "delivery-not-found": "There is no delivery of this id." }),
    409: problem(409, { "already-handled": "The delivery is handled; nothing was tried again." }),
  },
})

const replay = createRoute({
  method: "post",
  path: "/events/replay",
  tags,
  summary: "Give a subscriber its events again, in their order.",
  description:
    "Handlers are made to be repeated: what was counted stays counted once. The events are delivered in the background.",
  request: { query: noQuery, body: jsonBody(replayBody, exampleReplay) },
  responses: {
    200: json(replayed, "How many events it is given.", { ...exampleReplay, deliveries: 312 }),
    ...bodyRefusals,
    400: problem(400, {
      "invalid-request": "A parameter or field is missing, unknown, sent twice, or takes something else.",
      "unknown-subscriber": "Nobody of this name hears anything; the sentence names those who do.",
    }),
  },
})

/** What happened, as JSON, and the two ways to have it handled again. */
export function eventsApi({ db, bus }: { db: Db; bus: EventBus }): OpenAPIHono<Env> {
  const api = createApi()
  api.openapi(listEvents, async (c) => {
    const {
      page,
      pageSize,
      type = null,
      aggregateId = null,
      ebookId = null,
      state = null,
      after = null,
    } = c.req.valid("query")
    const filter = { name: type, aggregateId, ebookId, state, before: null, after }
    const [events, total] = await Promise.all([
      readEvents(db, filter, { limit: pageSize, offset: (page - 1) * pageSize }),
      countEvents(db, filter),
    ])
    return c.json({ items: events.map(toEvent), page, pageSize, total: total.count }, 200)
  })
  api.openapi(readOne, async (c) => {
    const { id } = c.req.valid("param")
    const found = isEventId(id) ? await readEvent(db, id) : null
    if (!found) throw new DomainError("event-not-found", `There is no event ${id}.`, 404)
    return c.json(toEvent(found), 200)
  })
  api.openapi(retry, async (c) => {
    const { id } = c.req.valid("param")
    const delivery = await retryDelivery({ db, bus }, id, TRY_WAIT_MS)
    return c.json(toRetried(delivery), 200)
  })
  api.openapi(replay, async (c) => {
    const { subscriber, from = null } = c.req.valid("json")
    const deliveries = await bus.replay(subscriber, from)
    return c.json({ subscriber, from: from?.toISOString() ?? null, deliveries }, 200)
  })
  return api
}
