import { sql } from "drizzle-orm"
import type { Db } from "../database/database.ts"
import { runPrepared } from "../database/prepared.ts"
import type { DomainEvent } from "./domain-event.ts"

type DbTx = Parameters<Parameters<Db["transaction"]>[0]>[0]

/** A database transaction that can also publish. */
export type Tx = DbTx & { readonly outbox: Outbox }

export type Outbox = {
  readonly subscribersOf: (eventName: string) => readonly string[]
  /** The event being handled, if this transaction belongs to a handler. */
  readonly causedBy: string | null
  readonly published: DomainEvent[]
}

/** What is published in `work` stands in `outbox.published`; it happened only if this returns. */
export const openTransaction = <T>(db: Db, outbox: Outbox, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction((tx) => work(withOutbox(tx, outbox)))

/** The same transaction, publishing as another's consequence. */
export const withOutbox = (tx: DbTx, outbox: Outbox): Tx => Object.assign(tx, { outbox })

/**
 * The only publish. The event, one delivery per subscriber and the caller's change commit together.
 * Takes the aggregate's row lock until the commit: publish last.
 */
export async function publish(tx: Tx, event: DomainEvent): Promise<void> {
  const { outbox } = tx
  const stored = sql`
    with numbered as (
      insert into events.aggregates (id, sequence) values (${event.aggregateId}, 1)
      on conflict (id) do update set sequence = aggregates.sequence + 1
      returning sequence
    ), stored as (
      insert into events.events (id, name, aggregate_id, sequence, correlation, caused_by, payload, occurred_at)
      select ${event.id}::uuid, ${event.name}, ${event.aggregateId}, sequence, ${JSON.stringify(event.correlation)}::jsonb,
             ${outbox.causedBy}::uuid, ${JSON.stringify(event.payload)}::jsonb, ${event.occurredAt.toISOString()}::timestamptz
      from numbered returning id, aggregate_id, sequence
    )
    insert into events.deliveries (event_id, subscriber, aggregate_id, sequence)
    select stored.id, subscriber, stored.aggregate_id, stored.sequence
    from stored, (
      select jsonb_array_elements_text(${JSON.stringify(outbox.subscribersOf(event.name))}::jsonb)
      union select subscriber from events.subscribers where event = ${event.name}
    ) as addressed (subscriber)`
  await runPrepared(tx, "publish", stored)
  outbox.published.push(event)
}
