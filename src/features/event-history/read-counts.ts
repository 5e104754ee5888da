import { type SQL, sql } from "drizzle-orm"
import type { Db } from "../../shared/database/database.ts"
import { DELIVERY_IS, type EventFilter, selection } from "./read-events.ts"
import { STATES, type State } from "./view.ts"

/** Up to here events are counted; beyond it PostgreSQL's estimate will do. */
const MOST_COUNTED = 100_000

export type Count = { count: number; isExact: boolean }

/** How many events a filter lets through. */
export const countEvents = async (db: Db, filter: EventFilter): Promise<Count> => count(db, await matching(db, filter))

/** How many each tab shows under the same filters. */
export async function countTabs(db: Db, filter: EventFilter): Promise<Record<"all" | State, Count>> {
  const [all, pending, retried, parked] = await Promise.all(
    [null, ...STATES].map((state) => countEvents(db, { ...filter, state })),
  )
  const none = { count: 0, isExact: true }
  return { all: all ?? none, pending: pending ?? none, retried: retried ?? none, parked: parked ?? none }
}

/** As `id`; an event with several deliveries in a state stands there several times. */
async function matching(db: Db, filter: EventFilter): Promise<SQL> {
  const { state, ...rest } = filter
  const narrows = Object.values(rest).some((value) => value !== null)
  if (state !== null && !narrows)
    return sql`select d.event_id as id from events.deliveries d where ${DELIVERY_IS[state]}`
  const { from, where } = await selection(db, filter)
  return sql`select e.id from ${from} e where ${where}`
}

async function count(db: Db, ids: SQL): Promise<Count> {
  const some = sql`(${ids} limit ${MOST_COUNTED + 1}) t`
  const rows = await numberOf(db, sql`select count(*)::int as count from ${some}`)
  if (rows <= MOST_COUNTED)
    return { count: await numberOf(db, sql`select count(distinct id)::int as count from ${some}`), isExact: true }
  const plan = await db.execute<{ "QUERY PLAN": string }>(sql`explain ${ids}`)
  const estimate = /rows=(\d+)/.exec(plan.rows[0]?.["QUERY PLAN"] ?? "")?.[1] ?? "0"
  return { count: Math.max(rows, Number(estimate)), isExact: false }
}

const numberOf = async (db: Db, query: SQL) => (await db.execute<{ count: number }>(query)).rows[0]?.count ?? 0

export type ArchivedMonth = { month: string; count: number }

/** How many events of each month lie in the archive, newest first; months as "2026-08-01". */
export async function readArchivedMonths(db: Db): Promise<ArchivedMonth[]> {
  const { rows } = await db.execute<ArchivedMonth>(
    sql`select month::text as month, events::int as count from events.archived_months where events > 0 order by archived_months.month desc`,
  )
  return rows
}
