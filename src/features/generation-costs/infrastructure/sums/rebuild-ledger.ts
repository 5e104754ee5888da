import { type SQL, sql } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import type { Reader } from "../ledger/ledger-rows.ts"
import { cellKey, columns, DIMENSIONS, MEASURES, measures, setMeasures } from "./measures.ts"
import { lockRollups } from "./recount.ts"
import { setStanding, standingColumns, standingDiffers, standingsOf } from "./standings.ts"
import { WANTED } from "./wanted-rollups.ts"

/** How many lines were wrong or missing, and are right now. */
export type Rebuilt = { standings: number; rollups: number }

/**
 * Makes standings and rollups anew from charges, adjustments and kept pages. Only what differs is written, so nobody who
 * reads meanwhile waits or sees half of it.
 */
export async function rebuildLedger(db: Db): Promise<Rebuilt> {
  return db.transaction(async (tx) => {
    await lockRollups(tx)
    await tx.execute(sql`delete from generation_costs.marks`)
    const standings = await rebuildStandings(tx)
    await rebuildSpans(tx)
    return { standings, rollups: await rebuildRollups(tx) }
  })
}

const rebuildStandings = (tx: Reader) =>
  countOf(
    tx,
    sql`
    with strangers as (
      delete from generation_costs.standings s
      where not exists (select from generation_costs.charges c where c.attempt_id = s.attempt_id)
        and not exists (select from generation_costs.unresolved_attempts u where u.attempt_id = s.attempt_id)
      returning 1
    ), written as (
      insert into generation_costs.standings (${standingColumns}) ${standingsOf(sql`true`)}
      on conflict (attempt_id) do update set ${setStanding} where ${standingDiffers}
      returning 1
    )
    select (select count(*) from strangers) + (select count(*) from written) as lines`,
  )

async function rebuildSpans(tx: Reader): Promise<void> {
  await tx.execute(sql`delete from generation_costs.ebook_spans`)
  await tx.execute(sql`
    insert into generation_costs.ebook_spans (simulated, ebook_id, first_at, last_at)
    select simulated, ebook_id, min(occurred_at), max(occurred_at) from generation_costs.standings
    where ebook_id is not null group by simulated, ebook_id`)
}

const rebuildRollups = (tx: Reader) =>
  countOf(
    tx,
    sql`
    with ${WANTED}, strangers as (
      delete from generation_costs.rollups r
      where not exists (select from wanted w where ${isSameCell}) and ${isSomething}
      returning 1
    ), written as (
      insert into generation_costs.rollups (${cellKey}, ${measures}) select ${cellKey}, ${measures} from wanted
      on conflict on constraint rollups_key do update set ${setMeasures}
      where row(${columns(MEASURES, (name) => `rollups.${name}`)})
        is distinct from row(${columns(MEASURES, (name) => `excluded.${name}`)})
      returning 1
    )
    select (select count(*) from strangers) + (select count(*) from written) as lines`,
  )

const KEY = ["simulated", "cut", "grain", "bucket", ...DIMENSIONS]

/** A line `w` of `wanted` and a line `r` of the rollups are about the same. */
export const isSameCell: SQL = sql.raw(KEY.map((name) => `r.${name} = w.${name}`).join(" and "))
/** A line of nothing is as good as none: it is what is left where the last attempt moved elsewhere. */
export const isSomething: SQL = sql.raw(`(${MEASURES.map((name) => `r.${name} <> 0`).join(" or ")})`)

async function countOf(tx: Reader, change: SQL): Promise<number> {
  const { rows } = await tx.execute<{ lines: string }>(change)
  return Number(rows[0]?.lines ?? 0)
}
