import { sql } from "drizzle-orm"
import type { Db } from "../../shared/database/database.ts"
import type { EventRecord } from "./read-events.ts"

/** Enough of an event to say its headline. */
export type Brief = { id: string; name: string; payload: unknown; occurredAt: Date }

type Row = Omit<Brief, "occurredAt"> & { occurredAt: string }
const BRIEF = sql`select id, name, payload, occurred_at as "occurredAt" from events.history`
const toBrief = (row: Row): Brief => ({ ...row, occurredAt: new Date(row.occurredAt) })

/** More than this follows from no event. */
const MOST_FOLLOWING = 200

/** Events by their ids, for those there are. */
export async function readBriefs(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Brief>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.execute<Row>(sql`${BRIEF} where id in ${ids}`)
  return new Map(rows.map((row) => [row.id, toBrief(row)]))
}

/** What was said because of an event, oldest first: a consequence speaks of the same book, or is of the same aggregate. */
export async function readFollowing(db: Db, { id, ebookId, aggregateId }: EventRecord): Promise<Brief[]> {
  const near = ebookId === null ? sql`aggregate_id = ${aggregateId}` : sql`correlation ->> 'ebookId' = ${ebookId}`
  const { rows } = await db.execute<Row>(
    sql`${BRIEF} where ${near} and caused_by = ${id}::uuid and id > ${id}::uuid order by id limit ${MOST_FOLLOWING}`,
  )
  return rows.map(toBrief)
}
