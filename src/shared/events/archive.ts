import { type SQL, sql } from "drizzle-orm"
import type { Db } from "../database/database.ts"
import { LOCK_OF_HISTORY } from "./locks.ts"
import { firstIdAt } from "./replay.ts"
import type { Tx } from "./transaction.ts"

/** So many whole months stay beside the running one. */
const KEPT_MONTHS = 3
const AT_ONCE = 1_000
/** What is left is moved at the next run. */
const BATCHES_OF_A_RUN = 100

/** The instant before which events are old: the first of a month, UTC. */
export const oldBefore = (now: Date): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - KEPT_MONTHS))

/**
 * Moves events that were said before an instant, all of whose deliveries are handled, to the archive, from which a replay
 * still reads them; and what a replay of archived events left behind. At most 100,000 a run, in short transactions; of two
 * processes at once, one does it. Answers how many events moved.
 */
export async function archiveEvents(db: Db, before: Date): Promise<number> {
  let moved = 0
  for (let batch = 0; batch < BATCHES_OF_A_RUN; batch++) {
    const count = await db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ mine: boolean }>(
        sql`select pg_try_advisory_xact_lock(${LOCK_OF_HISTORY}) as mine`,
      )
      return rows[0]?.mine ? (await moveEvents(tx, before)) + (await tidyReplayed(tx, before)) : 0
    })
    moved += count
    if (count < AT_ONCE) break
  }
  return moved
}

type Reader = Pick<Tx, "execute">

async function moveEvents(tx: Reader, before: Date): Promise<number> {
  const { rows } = await tx.execute<{ count: number }>(sql`
    with old as materialized (
      select array(
        select e.id from events.events e
        where e.id < ${firstIdAt(before)}::uuid and (
          select d.id from events.deliveries d where d.event_id = e.id and d.state <> 'handled' limit 1) is null
        order by e.id limit ${AT_ONCE}) as ids
    ), ended as (
      delete from events.deliveries where event_id = any(array(select unnest(ids) from old)) returning *
    ), moved as (
      delete from events.events where id = any(array(select unnest(ids) from old)) returning *
    ), archived as (
      insert into events.archived_events
        (id, name, aggregate_id, sequence, correlation, caused_by, payload, occurred_at, recorded_at, month, deliveries)
      select id, name, aggregate_id, sequence, correlation, caused_by, payload, occurred_at, recorded_at,
             date_trunc('month', recorded_at at time zone 'UTC')::date, coalesce(fate.deliveries, '[]')
      from moved left join (
        select event_id, jsonb_agg(${ended("ended")} order by id) as deliveries from ended group by event_id
      ) fate on fate.event_id = moved.id
      returning month
    ), counted as (
      insert into events.archived_months (month, events) select month, count(*) from archived group by month
      on conflict (month) do update set events = archived_months.events + excluded.events
    )
    select count(*)::int as count from archived`)
  return rows[0]?.count ?? 0
}

/** Deliveries of archived events that a replay made anew, or that a newcomer was given, go where their event lies. */
async function tidyReplayed(tx: Reader, before: Date): Promise<number> {
  const { rows } = await tx.execute<{ count: number }>(sql`
    with done as (
      delete from events.deliveries d using (
        select d.id from events.deliveries d join events.archived_events a on a.id = d.event_id
        where d.event_id < ${firstIdAt(before)}::uuid and d.state = 'handled' limit ${AT_ONCE}
      ) chosen where d.id = chosen.id returning d.*
    ), kept as (
      update events.archived_events a
      set deliveries = coalesce((
            select jsonb_agg(one) from jsonb_array_elements(a.deliveries) one
            where one ->> 'subscriber' not in (select subscriber from done where event_id = a.id)), '[]') || fresh.ended
      from (select event_id, jsonb_agg(${ended("done")} order by id) as ended from done group by event_id) fresh
      where a.id = fresh.event_id
    )
    select count(*)::int as count from done`)
  return rows[0]?.count ?? 0
}

/** A delivery as the archive keeps it (`ArchivedDelivery`). */
const ended = (row: string): SQL => {
  const d = sql.raw(row)
  return sql`jsonb_build_object('id', ${d}.id, 'subscriber', ${d}.subscriber, 'state', ${d}.state, 'tries', ${d}.tries,
    'nextAt', ${iso(sql`${d}.next_at`)}, 'handledAt', ${iso(sql`${d}.handled_at`)}, 'durationMs', ${d}.duration_ms,
    'lastError', ${d}.last_error)`
}

const iso = (instant: SQL): SQL => sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
