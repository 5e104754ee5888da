import { type SQL, sql } from "drizzle-orm"
import { DatabaseError } from "pg"
import type { Db } from "../../../../shared/database/database.ts"
import { GRAINS } from "../../domain/time/buckets.ts"
import type { Reader } from "../ledger/ledger-rows.ts"
import {
  addMeasures,
  anyMeasure,
  bucketOf,
  CUTS,
  cellKey,
  dimensions,
  grains,
  measures,
  namesInCut,
  signedSums,
} from "./measures.ts"
import { setStanding, standingColumns, standingDiffers, standingsOf } from "./standings.ts"

/** Marks looked at in one transaction, which then lets others in. */
const BATCH = 2_000
/** Whoever rebuilds takes longer than that; what is there is then read as it is. */
const PATIENCE = "2s"

/**
 * Brings standings and rollups up to what the ledger says at this moment, and returns once they are. Any process may do
 * it, one at a time. Cheap where nothing changed: one look at an empty table.
 */
export async function recount(db: Db): Promise<void> {
  const last = await newestMark(db)
  try {
    for (let rest = last !== null; rest; ) rest = await db.transaction((tx) => recountMarked(tx, last))
  } catch (error) {
    if (!isLockNotAvailable(error)) throw error
  }
}

const isLockNotAvailable = (error: unknown) =>
  error instanceof Error && error.cause instanceof DatabaseError && error.cause.code === "55P03"

/** Whoever writes standings or rollups holds this until the end of the transaction. */
export async function lockRollups(tx: Reader): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('generation-costs recount', 0))`)
}

async function newestMark(db: Reader): Promise<string | null> {
  const { rows } = await db.execute<{ id: string | null }>(sql`select max(id) as id from generation_costs.marks`)
  return rows[0]?.id ?? null
}

/** Recounts what a batch of marks up to `last` points at. True while there may be more of them. */
async function recountMarked(tx: Reader, last: string | null): Promise<boolean> {
  await tx.execute(sql`select set_config('lock_timeout', ${PATIENCE}, true)`)
  await lockRollups(tx)
  const { rows } = await tx.execute<{ marks: number; attempts: string[] }>(sql`
    with taken as (
      delete from generation_costs.marks where id = any(array(
        select id from generation_costs.marks where id <= ${last}::bigint order by id limit ${BATCH}))
      returning attempt_id, ebook_id, page
    ), ${markedBy(sql`taken`)}
    select (select count(*)::int from taken) as marks, array(select attempt_id from marked) as attempts`)
  const [found] = rows
  if (!found) throw new Error("a count without groups gave no row")
  if (found.attempts.length > 0) await recountAttempts(tx, found.attempts)
  return found.marks === BATCH
}

/**
 * The attempts that marks are about, as common table expressions that end in `marked`: the attempt itself, those at a page
 * or of a book that have a standing (what has none is marked by itself), and who was the first at the same thing so far.
 */
export const markedBy = (marks: SQL): SQL => sql`
  pointed_at as (
    select attempt_id from ${marks} as mark where attempt_id is not null
    union
    select s.attempt_id from ${marks} as mark join generation_costs.standings s on s.ebook_id = mark.ebook_id
    where mark.attempt_id is null and (mark.page is null or mark.page = any(s.pages))
  ), marked as (
    select attempt_id from pointed_at
    union
    select s.attempt_id
    from pointed_at p
    join (select attempt_id, generation_id, simulated from generation_costs.charges
          union all select attempt_id, generation_id, simulated from generation_costs.unresolved_attempts) a
      on a.attempt_id = p.attempt_id
    join generation_costs.standings s on s.generation_id = a.generation_id and s.simulated = a.simulated
    where s.generations = 1
  )`

/** Old standings are taken out of the sums, new ones put in: what did not change cancels out and is not touched. */
async function recountAttempts(tx: Reader, attemptIds: readonly string[]): Promise<void> {
  const these = sql`any(array(select jsonb_array_elements_text(${JSON.stringify(attemptIds)}::jsonb)))`
  await tx.execute(sql`
    with now as materialized (${standingsOf(sql`a.attempt_id = ${these}`)}),
    was as materialized (select ${standingColumns} from generation_costs.standings where attempt_id = ${these}),
    stand as (
      insert into generation_costs.standings (${standingColumns}) select ${standingColumns} from now
      on conflict (attempt_id) do update set ${setStanding} where ${standingDiffers}
    ), spans as (
      insert into generation_costs.ebook_spans (simulated, ebook_id, first_at, last_at)
      select simulated, ebook_id, min(occurred_at), max(occurred_at) from now where ebook_id is not null
      group by simulated, ebook_id order by simulated, ebook_id
      on conflict (simulated, ebook_id) do update
      set first_at = least(ebook_spans.first_at, excluded.first_at), last_at = greatest(ebook_spans.last_at, excluded.last_at)
      where excluded.first_at < ebook_spans.first_at or excluded.last_at > ebook_spans.last_at
    )
    insert into generation_costs.rollups (${cellKey}, ${measures})
    select ${cellKey}, ${signedSums}
    from (select s.simulated, cut.cut, grain.grain, ${bucketOf(sql`grain.grain`, sql`s.occurred_at`)} as bucket,
                 ${namesInCut}, s.sign, ${measures}
          from (select 1 as sign, now.* from now union all select -1, was.* from was) as s,
               ${CUTS}, ${grains(GRAINS)}) as counted
    group by ${cellKey} having ${anyMeasure}
    order by simulated, cut, grain, bucket, ${dimensions}
    on conflict on constraint rollups_key do update set ${addMeasures}`)
}
