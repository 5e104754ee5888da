import { sql } from "drizzle-orm"
import { bigint, index, integer, jsonb, pgSchema, primaryKey, text, timestamp, unique, uuid } from "drizzle-orm/pg-core"
import type { Correlation } from "./domain-event.ts"

const instant = (name: string) => timestamp(name, { withTimezone: true })

export const schema = pgSchema("events")

/** The last number given to an event of an aggregate; its row lock makes number order commit order. */
export const aggregates = schema.table("aggregates", {
  id: text("id").primaryKey(),
  sequence: bigint("sequence", { mode: "number" }).notNull(),
})

/** What happened. Append-only. */
export const events = schema.table(
  "events",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    aggregateId: text("aggregate_id").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    correlation: jsonb("correlation").$type<Correlation>().notNull(),
    /** The event whose handler said this one. */
    causedBy: uuid("caused_by"),
    payload: jsonb("payload").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    recordedAt: instant("recorded_at").notNull().defaultNow(),
  },
  (t) => [
    unique("events_aggregate_sequence").on(t.aggregateId, t.sequence),
    index("events_ebook").on(sql`(${t.correlation} ->> 'ebookId')`),
  ],
)

/** One row per event and subscriber: the inbox, the queue and the record of what was handled. */
export const deliveries = schema.table(
  "deliveries",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    eventId: uuid("event_id").notNull(),
    subscriber: text("subscriber").notNull(),
    aggregateId: text("aggregate_id").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    state: text("state", { enum: ["pending", "handled", "parked"] })
      .notNull()
      .default("pending"),
    tries: integer("tries").notNull().default(0),
    nextAt: instant("next_at").notNull().defaultNow(),
    handledAt: instant("handled_at"),
    durationMs: integer("duration_ms"),
    lastError: text("last_error"),
  },
  (t) => [
    unique("deliveries_event_subscriber").on(t.eventId, t.subscriber),
    index("deliveries_pending").on(t.nextAt, t.id).where(sql`state = 'pending'`),
    index("deliveries_unhandled").on(t.subscriber, t.aggregateId, t.sequence).where(sql`state <> 'handled'`),
  ],
)

/** Who has ever heard what. A line that is new here is given every event since the beginning. */
export const subscribers = schema.table(
  "subscribers",
  { subscriber: text("subscriber").notNull(), event: text("event").notNull() },
  (t) => [primaryKey({ columns: [t.subscriber, t.event] })],
)
