import { sql } from "drizzle-orm"
import type { Db } from "../database/database.ts"
import type { DomainEvent } from "./domain-event.ts"
import { lockOfSubscriber } from "./locks.ts"
import type { Tx } from "./transaction.ts"

export type Claimed = { id: string; sequence: number; tries: number; event: DomainEvent }
export type Handled = { id: string; durationMs: number }

/**
 * Which of those known here have a delivery that is not handled yet, parked ones apart; and those that nobody anywhere is
 * known to be. Others are left to the processes that know them. One look into the index each, however many wait.
 */
export async function waitingSubscribers(db: Db, known: readonly string[]): Promise<string[]> {
  const { rows } = await db.execute<{ subscriber: string }>(sql`
    with recursive waiting as (
      (select subscriber from events.deliveries where state = 'pending' order by subscriber limit 1)
      union all
      select (select d.subscriber from events.deliveries d
              where d.state = 'pending' and d.subscriber > waiting.subscriber order by d.subscriber limit 1)
      from waiting where waiting.subscriber is not null
    )
    select subscriber from waiting
    where subscriber in (select jsonb_array_elements_text(${JSON.stringify(known)}::jsonb))
       or subscriber not in (select subscriber from events.subscribers)`)
  return rows.map(({ subscriber }) => subscriber)
}

/** Whether some version of the program hears this: then a process that does not know it leaves it alone. */
export async function isHeardBySomeone(
  db: Db,
  { subscriber, event }: { subscriber: string; event: string },
): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select from events.subscribers where subscriber = ${subscriber} and event = ${event}`,
  )
  return rows.length > 0
}

/** A transaction as the server knows it. */
export type Backend = { pid: number; since: string }

/** Opens a transaction that will deliver to a subscriber; null while its history is being replayed or is not there yet. */
export async function enter(tx: Tx, subscriber: string): Promise<Backend | null> {
  const { rows } = await tx.execute<Backend & { open: boolean }>(sql`
    select pg_try_advisory_xact_lock_shared(${lockOfSubscriber(subscriber)})
             and not exists (select from events.subscribers where subscriber = ${subscriber} and not caught_up) as open,
           pg_backend_pid() as pid, now()::text as since`)
  const [entered] = rows
  return entered?.open ? entered : null
}

/** Ends a transaction, whatever its process is doing, and with it its locks. */
export async function endTransaction(db: Db, { pid, since }: Backend): Promise<void> {
  await db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where pid = ${pid} and xact_start = ${since}::timestamptz`,
  )
}

/**
 * Locks up to `most` due deliveries of a subscriber that may be handled now, and nobody else will: of each aggregate the
 * first one that is not handled, and those that follow it without a gap. What is locked elsewhere is skipped; one that is
 * parked or waits for its next try holds back the later ones of its own aggregate and subscriber, and nobody else.
 * Written with limits inside so that PostgreSQL probes its indexes whatever it guesses of the numbers.
 */
export async function claimDeliveries(tx: Tx, subscriber: string, most: number): Promise<Claimed[]> {
  const { rows } = await tx.execute<Row>(sql`
    with heads as materialized (
      select d.id, d.aggregate_id, d.sequence from events.deliveries d
      where d.subscriber = ${subscriber} and d.state = 'pending' and d.next_at <= now() and d.sequence = (
        select first.sequence from events.deliveries first
        where first.subscriber = d.subscriber and first.aggregate_id = d.aggregate_id and first.state <> 'handled'
        order by first.sequence limit 1)
      order by d.id limit ${most} for update of d skip locked
    )
    select d.id, d.sequence, d.tries, d.due, e.id as event_id, e.name, heads.aggregate_id, e.correlation, e.payload, e.occurred_at
    from heads cross join lateral (
      select id, event_id, sequence, tries, state = 'pending' and next_at <= now() as due from events.deliveries
      where subscriber = ${subscriber} and aggregate_id = heads.aggregate_id and sequence >= heads.sequence
        and state <> 'handled'
      order by sequence limit (select greatest(1, ${most} / count(*)) from heads)
    ) d cross join lateral (select * from events.history where id = d.event_id limit 1) e
    order by heads.id, d.sequence`)
  const held = new Set<string>()
  return rows.filter((row) => !held.has(row.aggregate_id) && (row.due || !held.add(row.aggregate_id))).map(toClaimed)
}

export async function markHandled(tx: Tx, handled: readonly Handled[]): Promise<void> {
  if (handled.length === 0) return
  const ids = arrayOf(handled.map(({ id }) => id))
  await tx.execute(sql`
    update events.deliveries
    set state = 'handled', tries = tries + 1, handled_at = clock_timestamp(), duration_ms = done.duration_ms
    from unnest(${ids}::bigint[], ${arrayOf(handled.map(({ durationMs }) => durationMs))}::integer[]) as done (id, duration_ms)
    where deliveries.id = done.id and deliveries.id = any(${ids}::bigint[])`)
}

export async function markFailed(
  db: Db,
  { id }: Claimed,
  failure: { parked: boolean; delayMs: number; error: string },
): Promise<void> {
  await db.execute(sql`
    update events.deliveries
    set state = ${failure.parked ? "parked" : "pending"}, tries = tries + 1, last_error = ${failure.error},
        next_at = now() + ${`${failure.delayMs} milliseconds`}::interval
    where id = ${id} and state = 'pending'`)
}

/** Not now and not here: it counts as no try. */
export async function putOff(db: Db, { id }: Claimed, delayMs: number): Promise<void> {
  await db.execute(sql`
    update events.deliveries set next_at = now() + ${`${delayMs} milliseconds`}::interval
    where id = ${id} and state = 'pending'`)
}

/** Whether anything of these events waits to be handled. */
export async function arePending(db: Db, eventIds: readonly string[]): Promise<boolean> {
  const { rows } = await db.execute<{ pending: boolean }>(sql`
    select exists (select from events.deliveries
                   where event_id = any(${arrayOf(eventIds)}::uuid[]) and state = 'pending') as pending`)
  return rows[0]?.pending === true
}

/** As PostgreSQL writes an array of numbers or ids. */
const arrayOf = (values: readonly (string | number)[]) => `{${values.join(",")}}`

type Row = {
  id: string
  sequence: string
  tries: number
  due: boolean
  event_id: string
  name: string
  aggregate_id: string
  correlation: DomainEvent["correlation"]
  payload: unknown
  occurred_at: string
}

const toClaimed = ({ id, sequence, tries, event_id, aggregate_id, occurred_at, ...row }: Row): Claimed => ({
  id,
  sequence: Number(sequence),
  tries,
  event: {
    id: event_id,
    name: row.name,
    aggregateId: aggregate_id,
    correlation: row.correlation,
    payload: row.payload,
    occurredAt: new Date(occurred_at),
  },
})
