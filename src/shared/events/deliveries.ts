import { sql } from "drizzle-orm"
import type { Db } from "../database/database.ts"
import type { DomainEvent } from "./domain-event.ts"
import type { Tx } from "./transaction.ts"

export type Claimed = { id: number; subscriber: string; tries: number; startedAt: number; event: DomainEvent }

/**
 * Locks one due delivery that comes next for its subscriber and aggregate. What is locked elsewhere is skipped;
 * a parked delivery holds back the later ones of its own aggregate and subscriber, and nobody else.
 */
export async function claimDelivery(tx: Tx): Promise<Claimed | undefined> {
  const { rows } = await tx.execute<Row>(sql`
    select d.id, d.subscriber, d.tries, e.id as event_id, e.name, e.aggregate_id, e.correlation, e.payload, e.occurred_at
    from events.deliveries d join events.events e on e.id = d.event_id
    where d.state = 'pending' and d.next_at <= now() and not exists (
      select 1 from events.deliveries earlier
      where earlier.subscriber = d.subscriber and earlier.aggregate_id = d.aggregate_id
        and earlier.sequence < d.sequence and earlier.state <> 'handled')
    order by d.id limit 1 for update of d skip locked`)
  const row = rows[0]
  if (!row) return undefined
  const { name, aggregate_id: aggregateId, correlation, payload } = row
  return {
    id: Number(row.id),
    subscriber: row.subscriber,
    tries: row.tries,
    startedAt: performance.now(),
    event: { id: row.event_id, name, aggregateId, correlation, payload, occurredAt: new Date(row.occurred_at) },
  }
}

export async function markHandled(tx: Tx, { id, startedAt }: Claimed): Promise<void> {
  const durationMs = Math.round(performance.now() - startedAt)
  await tx.execute(sql`
    update events.deliveries set state = 'handled', tries = tries + 1, handled_at = clock_timestamp(), duration_ms = ${durationMs}
    where id = ${id}`)
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

/** Gives those who never heard an event of theirs all of them, in their order. Any number of processes may ask at once. */
export async function deliverHistory(db: Db, heard: readonly { subscriber: string; event: string }[]): Promise<void> {
  await db.execute(sql`
    with fresh as (
      insert into events.subscribers (subscriber, event)
      select subscriber, event from jsonb_to_recordset(${JSON.stringify(heard)}::jsonb) as heard (subscriber text, event text)
      on conflict do nothing returning subscriber, event
    )
    insert into events.deliveries (event_id, subscriber, aggregate_id, sequence)
    select events.id, fresh.subscriber, events.aggregate_id, events.sequence
    from fresh join events.events on events.name = fresh.event
    order by events.recorded_at, events.aggregate_id, events.sequence
    on conflict do nothing`)
}

type Row = {
  id: string
  subscriber: string
  tries: number
  event_id: string
  name: string
  aggregate_id: string
  correlation: DomainEvent["correlation"]
  payload: unknown
  occurred_at: string
}
