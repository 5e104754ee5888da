import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import type { Db } from "../database/database.ts"
import { LOCK_OF_HISTORY, lockOfSubscriber } from "./locks.ts"

type Line = { subscriber: string; event: string }

/** Gives those who never heard an event of theirs all of them, in their order. Any number of processes may ask at once. */
export async function deliverHistory(db: Db, heard: readonly Line[]): Promise<void> {
  await db.execute(sql`
    insert into events.subscribers (subscriber, event, caught_up)
    select subscriber, event, false from jsonb_to_recordset(${JSON.stringify(heard)}::jsonb) as heard (subscriber text, event text)
    on conflict do nothing`)
  const behind = await db.execute(sql`select from events.subscribers where not caught_up limit 1`)
  if (behind.rows.length === 0) return
  await untilOlderTransactionsEnded(db)
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK_OF_HISTORY})`)
    await tx.execute(sql`
      with fresh as (
        update events.subscribers set caught_up = true where not caught_up returning subscriber, event
      )
      insert into events.deliveries (event_id, subscriber, aggregate_id, sequence)
      select history.id, fresh.subscriber, history.aggregate_id, history.sequence
      from fresh join events.history on history.name = fresh.event
      order by history.id
      on conflict do nothing`)
  })
}

/** Whoever publishes from now on sees who is written; those of us who began before may not have, and their events are not here yet. */
async function untilOlderTransactionsEnded(db: Db): Promise<void> {
  const { rows } = await db.execute<{ written: string }>(sql`select clock_timestamp()::text as written`)
  const isSomeoneOlder = async () => {
    const older = await db.execute(sql`
      select from pg_stat_activity
      where datname = current_database() and application_name = current_setting('application_name')
        and pid <> pg_backend_pid() and xact_start < ${rows[0]?.written}::timestamptz limit 1`)
    return older.rows.length > 0
  }
  while (await isSomeoneOlder()) await sleep(20)
}

/** A subscriber is given these events again, those emitted from an instant on or all of them. Answers how many. */
export async function replayHistory(
  db: Db,
  { subscriber, hears, from }: { subscriber: string; hears: readonly string[]; from: Date | null },
): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK_OF_HISTORY})`)
    await tx.execute(sql`select pg_advisory_xact_lock(${lockOfSubscriber(subscriber)})`)
    const { rowCount } = await tx.execute(sql`
      insert into events.deliveries (event_id, subscriber, aggregate_id, sequence)
      select id, ${subscriber}, aggregate_id, sequence from events.history
      where name in (select jsonb_array_elements_text(${JSON.stringify(hears)}::jsonb)) and id >= ${firstIdAt(from)}::uuid
      order by id
      on conflict (event_id, subscriber) do update
      set state = 'pending', tries = 0, next_at = now(), handled_at = null, duration_ms = null, last_error = null`)
    return rowCount ?? 0
  })
}

/** A delivery that is parked, or waits for its next try, is due at once, with all its tries before it again. */
export async function retryDelivery(db: Db, deliveryId: string): Promise<"due" | "handled" | "unknown"> {
  if (!DELIVERY_ID.test(deliveryId)) return "unknown"
  const { rows } = await db.execute(sql`${AGAIN} where id = ${deliveryId}::bigint and state <> 'handled' returning id`)
  if (rows.length > 0) return "due"
  const found = await db.execute(sql`select from events.deliveries where id = ${deliveryId}::bigint`)
  return found.rows.length > 0 ? "handled" : "unknown"
}

/** The same for all that are parked, or those of one subscriber. Answers how many. */
export async function retryParkedDeliveries(db: Db, subscriber: string | null): Promise<number> {
  const { rowCount } = await db.execute(
    sql`${AGAIN} where state = 'parked' and subscriber = coalesce(${subscriber}, subscriber)`,
  )
  return rowCount ?? 0
}

const DELIVERY_ID = /^\d{1,18}$/

const AGAIN = sql`update events.deliveries set state = 'pending', tries = 0, next_at = now()`

/** The smallest id (UUID v7, RFC 9562: 48 bits of milliseconds, then version and randomness) that an event of that instant can have. */
export function firstIdAt(instant: Date | null): string {
  const hex = Math.max(0, instant?.getTime() ?? 0)
    .toString(16)
    .padStart(12, "0")
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
