import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core"
import type { Correlation } from "./domain-event.ts"

const instant = (name: string) => timestamp(name, { withTimezone: true })

export const schema = pgSchema("events")

/** The last number given to an event of an aggregate; its row lock makes number order commit order. */
export const aggregates = schema.table("aggregates", {
  id: text("id").primaryKey(),
  sequence: bigint("sequence", { mode: "number" }).notNull(),
})

const ofEvent = () => ({
  /** UUID v7, so that ids sort by the time of emission. */
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
})

/** What happened. Append-only, until it moves to the archive. */
export const events = schema.table("events", ofEvent(), (t) => [
  unique("events_aggregate_sequence").on(t.aggregateId, t.sequence),
  index("events_ebook").on(sql`(${t.correlation} ->> 'ebookId')`, t.id),
  index("events_name").on(t.name, t.id),
])

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
    // The queue: small however long the history is.
    index("deliveries_pending").on(t.subscriber, t.id).where(sql`state = 'pending'`),
    index("deliveries_unhandled").on(t.subscriber, t.aggregateId, t.sequence).where(sql`state <> 'handled'`),
    index("deliveries_parked").on(t.eventId).where(sql`state = 'parked'`),
    index("deliveries_retried").on(t.eventId).where(sql`tries > 1`),
  ],
)

/**
 * Who hears what, in whatever version of the program: events are addressed to all of them. A line that is new here is
 * given every event since the beginning. A release that gives up a subscriber deletes its lines by a migration.
 */
export const subscribers = schema.table(
  "subscribers",
  {
    subscriber: text("subscriber").notNull(),
    event: text("event").notNull(),
    caughtUp: boolean("caught_up").notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.subscriber, t.event] })],
)

/** How a delivery ended that moved to the archive with its event. */
export type ArchivedDelivery = Pick<
  typeof deliveries.$inferSelect,
  "id" | "subscriber" | "state" | "tries" | "durationMs" | "lastError"
> & { nextAt: string; handledAt: string | null }

/** Events of months gone by, all of whose deliveries are handled. */
export const archivedEvents = schema.table(
  "archived_events",
  {
    ...ofEvent(),
    /** The first day of the month it was said in, UTC. */
    month: date("month").notNull(),
    deliveries: jsonb("deliveries").$type<ArchivedDelivery[]>().notNull(),
  },
  (t) => [
    index("archived_events_month").on(t.month),
    index("archived_events_ebook").on(sql`(${t.correlation} ->> 'ebookId')`, t.id),
    index("archived_events_name").on(t.name, t.id),
  ],
)

/** How many events of a month lie in the archive. */
export const archivedMonths = schema.table("archived_months", {
  month: date("month").primaryKey(),
  events: bigint("events", { mode: "number" }).notNull(),
})

/** All events there ever were, whether archived or not: what a replay reads. */
export const history = schema.view("history", ofEvent()).as(sql`
    select id, name, aggregate_id, sequence, correlation, caused_by, payload, occurred_at, recorded_at from events.events
    union all
    select id, name, aggregate_id, sequence, correlation, caused_by, payload, occurred_at, recorded_at from events.archived_events`)
