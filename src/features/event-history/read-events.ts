import { type SQL, sql } from "drizzle-orm"
import type { Db } from "../../shared/database/database.ts"
import type { State } from "./view.ts"

/** A delivery of an event to one subscriber. `waitsFor` is an earlier event that is parked there and holds this one back. */
export type Delivery = {
  id: string
  subscriber: string
  state: "pending" | "handled" | "parked"
  tries: number
  nextAt: Date
  handledAt: Date | null
  durationMs: number | null
  error: string | null
  waitsFor: string | null
}

/** An event as it is stored, and how it fares with each who hears it. */
export type EventRecord = {
  id: string
  name: string
  aggregateId: string
  sequence: number
  ebookId: string | null
  attemptId: string | null
  causedBy: string | null
  payload: Record<string, unknown>
  occurredAt: Date
  recordedAt: Date
  deliveries: Delivery[]
}

/** Each narrows down, null does not. `before` and `after` are ids, which sort by the time of emission; both are exclusive. */
export type EventFilter = {
  name: string | null
  ebookId: string | null
  aggregateId: string | null
  state: State | null
  before: string | null
  after: string | null
}

export const EVERY_EVENT: EventFilter = {
  ...{ name: null, ebookId: null, aggregateId: null, state: null, before: null, after: null },
}

/** Newest first. The archive is read too where one book is asked for, or a delivery that is not done. */
export async function readEvents(
  db: Db,
  filter: EventFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<EventRecord[]> {
  const { from, where } = await selection(db, filter)
  const { rows } = await db.execute<Row>(
    told(sql`select e.* from ${from} e where ${where} order by e.id desc limit ${limit} offset ${offset}`),
  )
  return rows.map(toRecord)
}

/** One event by its id, also from the archive. */
export async function readEvent(db: Db, id: string): Promise<EventRecord | null> {
  const { rows } = await db.execute<Row>(told(sql`select e.* from events.history e where e.id = ${id}`))
  return rows.map(toRecord)[0] ?? null
}

/** Where the events `e` of a filter are found, and by what. */
export async function selection(db: Db, filter: EventFilter): Promise<{ from: SQL; where: SQL }> {
  const { name, ebookId, aggregateId, state, before, after } = filter
  const conditions = [
    ...(name === null ? [] : [sql`e.name = ${name}`]),
    ...(ebookId === null ? [] : [sql`e.correlation ->> 'ebookId' = ${ebookId}`]),
    ...(aggregateId === null ? [] : [sql`e.aggregate_id = ${aggregateId}`]),
    ...(state === null ? [] : [await hasDelivery(db, state)]),
    ...(before === null ? [] : [sql`e.id < ${before}::uuid`]),
    ...(after === null ? [] : [sql`e.id > ${after}::uuid`]),
  ]
  return {
    from: ebookId === null && state === null ? sql`events.events` : sql`events.history`,
    where: conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `),
  }
}

/** Up to so many deliveries their events are looked up one by one; where there are more, one of the newest events has one. */
const FEW = 5_000

/** Told to PostgreSQL in the way that is quick for their number, which it guesses badly. */
async function hasDelivery(db: Db, state: State): Promise<SQL> {
  const those = sql`select d.event_id from events.deliveries d where ${DELIVERY_IS[state]}`
  const { rows } = await db.execute<{ many: boolean }>(
    sql`select count(*) > ${FEW} as many from (${those} limit ${FEW + 1}) t`,
  )
  return rows[0]?.many === true ? sql`e.id in (${those})` : sql`e.id = any(array(${those}))`
}

/** Of a delivery `d`, in the words of its indexes. */
export const DELIVERY_IS: Readonly<Record<State, SQL>> = {
  pending: sql`d.state <> 'handled' and d.state = 'pending'`,
  parked: sql`d.state <> 'handled' and d.state = 'parked'`,
  retried: sql`d.tries > 1`,
}

/** Events with their deliveries, newest first: those that moved to the archive unless there is a later one in their place. */
const told = (page: SQL): SQL => sql`
  select e.id, e.name, e.aggregate_id as "aggregateId", e.sequence::int as sequence, e.correlation, e.caused_by as "causedBy", e.payload,
    e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", live.deliveries as live, coalesce(a.deliveries, '[]') as archived
  from (${page}) e
  left join events.archived_events a on a.id = e.id
  cross join lateral (
    select coalesce(jsonb_agg(to_jsonb(d) order by d.id), '[]') as deliveries
    from (
      select d.id, d.subscriber, d.state, d.tries, d.next_at as "nextAt", d.handled_at as "handledAt",
        d.duration_ms as "durationMs", d.last_error as "lastError",
        case when d.state = 'pending' then (
          select parked.event_id from events.deliveries parked
          where parked.subscriber = d.subscriber and parked.aggregate_id = d.aggregate_id and parked.sequence < d.sequence
            and parked.state <> 'handled' and parked.state = 'parked'
          order by parked.sequence limit 1) end as "waitsFor"
      from events.deliveries d where d.event_id = e.id
    ) d
  ) live
  order by e.id desc`

type StoredDelivery = Pick<Delivery, "subscriber" | "state" | "tries" | "durationMs"> & {
  id: number
  nextAt: string
  handledAt: string | null
  lastError: string | null
  waitsFor?: string | null
}

type Row = Omit<EventRecord, "occurredAt" | "recordedAt" | "deliveries" | "ebookId" | "attemptId"> & {
  correlation: { ebookId?: string; attemptId?: string }
  occurredAt: string
  recordedAt: string
  live: StoredDelivery[]
  archived: StoredDelivery[]
}

function toRecord({ correlation, occurredAt, recordedAt, live, archived, ...row }: Row): EventRecord {
  const gone = archived.filter(({ subscriber }) => live.every((one) => one.subscriber !== subscriber))
  return {
    ...row,
    ebookId: correlation.ebookId ?? null,
    attemptId: correlation.attemptId ?? null,
    occurredAt: new Date(occurredAt),
    recordedAt: new Date(recordedAt),
    deliveries: [...gone, ...live].map(toDelivery),
  }
}

const toDelivery = ({ id, nextAt, handledAt, lastError, waitsFor = null, ...rest }: StoredDelivery): Delivery => ({
  ...rest,
  id: String(id),
  nextAt: new Date(nextAt),
  handledAt: handledAt === null ? null : new Date(handledAt),
  error: lastError,
  waitsFor,
})
