import { z } from "@hono/zod-openapi"
import { firstIdAt } from "../../shared/events/replay.ts"
import { outsideId, paging } from "../../shared/web/api.ts"
import { isEventId, STATES } from "./view.ts"

/** What of the milliseconds of a UUID v7 a date can be. */
const TO = Date.UTC(10_000, 0)
const isInstant = (text: string) => {
  if (!z.iso.datetime({ offset: true }).safeParse(text).success) return false
  const at = Date.parse(text)
  return at >= 0 && at < TO
}

const AFTER = "the id of an event or an instant such as 2026-11-23T10:00:00Z"
const after = z
  .string(AFTER)
  .refine((text) => isEventId(text) || isInstant(text), AFTER)
  .transform((text) => (isEventId(text) ? text : firstIdAt(new Date(text))))

export const eventsQuery = z.strictObject({
  ...paging,
  type: outsideId.optional().openapi({
    description: "Only events of this name, as docs/events.md lists them.",
    example: "ebook-generation.tokens-consumed",
  }),
  aggregateId: outsideId.optional().openapi({
    description: "Only events of this aggregate: an attempt for what was consumed, a book for all else.",
  }),
  ebookId: outsideId
    .optional()
    .openapi({ description: "Only events that are about this book, those in the archive too." }),
  state: z
    .enum(STATES, `one of ${STATES.join(", ")}`)
    .optional()
    .openapi({
      description: "Only events with a delivery that is not handled yet, that was tried more than once, or is parked.",
    }),
  after: after.optional().openapi({
    type: "string",
    description: "Only what was said after this event, or from this instant on.",
    example: "2026-01-01T00:00:00Z",
  }),
})

export const eventId = outsideId.openapi({
  description: "The event's id, as GET /events lists it.",
  example: "019ab1f0-3c62-7d41-9a54-0c6f6f0e0001",
  "x-variable": "EVENT_ID",
})

export const deliveryId = outsideId.openapi({
  description: "The delivery's id, as GET /events lists it.",
  example: "4812",
  "x-variable": "DELIVERY_ID",
})

const FROM = "an instant such as 2026-11-23T10:00:00Z"
export const replayBody = z
  .strictObject(
    {
      subscriber: outsideId.openapi({ description: "Who hears it all again: its name, as deliveries tell it." }),
      from: z
        .string(FROM)
        .refine(isInstant, FROM)
        .transform((text) => new Date(text))
        .optional()
        .openapi({
          type: "string",
          format: "date-time",
          description: "Only events said from then on. Without it, from the beginning.",
        }),
    },
    { error: ({ code }) => (code === "invalid_type" ? "a JSON object" : undefined) },
  )
  .openapi("Replay")

export const exampleReplay = {
  subscriber: "generation-costs.record-usage-when-tokens-consumed",
  from: "2026-01-01T00:00:00Z",
} satisfies z.input<typeof replayBody>
