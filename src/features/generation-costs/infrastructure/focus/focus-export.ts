import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import { focusRowsOf } from "../../domain/focus/focus-rows.ts"
import type { Period } from "../../domain/time/period.ts"
import type { Reader } from "../ledger/ledger-rows.ts"
import { EVERY_ATTEMPT, matches } from "../sums/attempt-filter.ts"
import { exportedAttempts } from "./focus-attempts.ts"
import { focusHeader, focusLines } from "./focus-csv.ts"

export type ExportScope = { simulated: boolean; period: Period }
/** Takes a piece of the text, and is done when its reader wants the next. A rejection ends the export. */
export type Write = (text: string) => Promise<unknown>

/** Attempts read and written at once: a quarter of a megabyte, made in a moment that nobody else notices. */
const BATCH = 250
/** A reader who takes nothing for so long is given up, or the database would keep the past for nobody. Milliseconds. */
export const READER_PATIENCE = 300_000

/**
 * Writes every attempt of the scope as FOCUS rows, oldest first, all as they are at one instant, in as little memory for
 * millions as for one. Reads the standings, so `recount` comes before.
 */
export async function exportFocus(db: Db, scope: ExportScope, write: Write, patience: number): Promise<void> {
  // Nobody may be reading at all (a HEAD request): until the first piece is taken, nothing is held.
  await write(focusHeader())
  await db.transaction(
    async (tx) => {
      await tx.execute(sql`select set_config('idle_in_transaction_session_timeout', ${String(2 * patience)}, true)`)
      await openCursor(tx, scope)
      for (let ids = await nextAttempts(tx); ids.length > 0; ids = await nextAttempts(tx)) {
        const attempts = await exportedAttempts(tx, ids)
        await within(patience, write(focusLines(attempts.flatMap(focusRowsOf))))
      }
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  )
}

/** The index over the newest, read backwards. */
async function openCursor(tx: Reader, { simulated, period }: ExportScope): Promise<void> {
  await tx.execute(sql`
    declare exported no scroll cursor for
    select s.attempt_id as id from generation_costs.standings s
    where s.simulated = ${simulated} and ${matches({ ...EVERY_ATTEMPT, period })}
    order by s.occurred_at nulls first, s.attempt_id desc`)
}

async function nextAttempts(tx: Reader): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`fetch ${sql.raw(String(BATCH))} from exported`)
  return rows.map(({ id }) => id)
}

async function within(ms: number, written: Promise<unknown>): Promise<void> {
  const waiting = new AbortController()
  const tooLate = sleep(ms, undefined, { signal: waiting.signal, ref: false }).then(() => {
    throw new Error(`nobody read the export for ${ms / 1_000} s`)
  })
  await Promise.race([written, tooLate]).finally(() => waiting.abort())
}
