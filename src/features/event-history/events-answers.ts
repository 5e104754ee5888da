import { z } from "@hono/zod-openapi"
import { instant } from "../../shared/web/api-answers.ts"
import type { DeliveryNow } from "./read-delivery.ts"
import type { Delivery, EventRecord } from "./read-events.ts"

const text = (description: string) => z.string().openapi({ description })

const ofDelivery = {
  id: text("By which POST /events/deliveries/{id}/retry knows it."),
  subscriber: text("Who hears the event. The name is stored and never changes."),
  state: z.enum(["pending", "handled", "parked"]).openapi({
    description: "Waiting to be handled, handled, or given up until somebody has it tried again.",
  }),
  tries: z.int().openapi({ description: "How often it was tried; the one that succeeded counts." }),
  nextAt: instant("When it is due; null unless it is pending.").nullable(),
  handledAt: instant("When it was handled; null before that.").nullable(),
  durationMs: z.int().nullable().openapi({ description: "How long handling took, milliseconds; null before that." }),
  error: z.string().nullable().openapi({ description: "Why the last try failed that did; null where none has." }),
}

const delivery = z
  .object(ofDelivery)
  .openapi("Delivery", { description: "How an event fares with one of those who hear it." })

export const event = z
  .object({
    id: text("A UUID of version 7: ids sort by the time of emission."),
    type: text("What happened: a stored name that never changes."),
    aggregateId: text("Events of one aggregate are numbered, and handled in that order."),
    sequence: z.int().openapi({ description: "Its number among those of its aggregate, from 1." }),
    correlation: z
      .object({
        ebookId: z.string().nullable().openapi({ description: "The book it is about, if any." }),
        attemptId: z.string().nullable().openapi({ description: "The attempt it is about, if any." }),
      })
      .openapi({ description: "What it is about." }),
    causedBy: z.string().nullable().openapi({ description: "The event whose handler said this one, if one did." }),
    occurredAt: instant("When it happened."),
    recordedAt: instant("When it was written down."),
    payload: z
      .record(z.string(), z.unknown())
      .openapi({ description: "What it says, in the shape that docs/events.md gives its type." }),
    deliveries: z.array(delivery).openapi({ description: "One for each who hears it." }),
  })
  .openapi("Event", { description: "Something that happened, and how it fares with those who hear it." })

export const retried = z.object({ ...ofDelivery, eventId: text("The event that is delivered.") })

export const replayed = z.object({
  subscriber: text("Who is given its events again."),
  from: instant("Since when; null is the beginning.").nullable(),
  deliveries: z.int().openapi({ description: "How many events it is given." }),
})

export const exampleDelivery: z.infer<typeof delivery> = {
  ...{ id: "4812", subscriber: "generation-costs.record-usage-when-tokens-consumed", state: "handled", tries: 1 },
  ...{ nextAt: null, handledAt: "2026-11-23T14:06:31.384Z", durationMs: 8, error: null },
}

export const exampleEvent: z.infer<typeof event> = {
  id: "019ab1f0-3c62-7d41-9a54-0c6f6f0e0001",
  type: "ebook-generation.tokens-consumed",
  aggregateId: "019ab1f0-2f10-7c3a-8d11-5a6f6f0e0002",
  sequence: 1,
  correlation: { ebookId: "019ab1ef-8a01-7b22-9c33-2b6f6f0e0003", attemptId: "019ab1f0-2f10-7c3a-8d11-5a6f6f0e0002" },
  causedBy: null,
  occurredAt: "2026-11-23T14:06:31.371Z",
  recordedAt: "2026-11-23T14:06:31.376Z",
  payload: { outcome: "succeeded", model: "google/gemini-2.5-flash-image", pages: [16] },
  deliveries: [exampleDelivery],
}

type Told = Omit<Delivery, "waitsFor">

export const toDelivery = ({ id, subscriber, state, tries, nextAt, handledAt, durationMs, error }: Told) => ({
  ...{ id, subscriber, state, tries },
  nextAt: state === "pending" ? nextAt.toISOString() : null,
  handledAt: handledAt?.toISOString() ?? null,
  ...{ durationMs, error },
})

export const toRetried = (now: DeliveryNow) => ({ ...toDelivery(now), eventId: now.eventId })

export const toEvent = (record: EventRecord): z.infer<typeof event> => ({
  id: record.id,
  type: record.name,
  aggregateId: record.aggregateId,
  sequence: record.sequence,
  correlation: { ebookId: record.ebookId, attemptId: record.attemptId },
  causedBy: record.causedBy,
  occurredAt: record.occurredAt.toISOString(),
  recordedAt: record.recordedAt.toISOString(),
  payload: record.payload,
  deliveries: record.deliveries.map(toDelivery),
})
