import { and, asc, eq, lt, sql } from "drizzle-orm"
import type { Db } from "../database/database.ts"
import type { RunningProcess } from "../installation.ts"
import { heartbeats } from "./tables.ts"

export const BEAT_MS = 5_000
/** Three missed beats; a day later nobody wants to know of it any more. */
const isAlive = sql<boolean>`${heartbeats.seenAt} > now() - ${`${3 * BEAT_MS} milliseconds`}::interval`
const FORGOTTEN = sql`now() - interval '1 day'`

/** Who beats. `drawsReal`: it draws and has a key. */
export type Beating = Omit<RunningProcess, "startedAt" | "seenAt" | "alive"> & { drawsReal: boolean }

/** Says that this process lives, and forgets those that died long ago. */
export async function beat(db: Db, process: Beating): Promise<void> {
  const seenAt = sql`now()`
  await db.insert(heartbeats).values(process).onConflictDoUpdate({ target: heartbeats.id, set: { seenAt } })
  await db.delete(heartbeats).where(lt(heartbeats.seenAt, FORGOTTEN))
}

/** A process that stops in good order leaves no trace. */
export async function stopBeating(db: Db, id: string): Promise<void> {
  await db.delete(heartbeats).where(eq(heartbeats.id, id))
}

/** All that live or died within a day, oldest first. */
export async function listProcesses(db: Db): Promise<RunningProcess[]> {
  const { id, role, host, pid, version, concurrency, startedAt, seenAt } = heartbeats
  return db
    .select({ id, role, host, pid, version, concurrency, startedAt, seenAt, alive: isAlive })
    .from(heartbeats)
    .orderBy(asc(startedAt), asc(id))
}

/** Whether any living process draws real books. */
export async function someoneDrawsReal(db: Db): Promise<boolean> {
  const found = await db
    .select({ id: heartbeats.id })
    .from(heartbeats)
    .where(and(eq(heartbeats.drawsReal, true), isAlive))
    .limit(1)
  return found.length > 0
}
