import { eq, inArray, lt, lte, sql } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import { rateLimit } from "./tables.ts"

/** After the last counted try; a refused one is not counted, so that waiting always ends. */
const MEMORY_SECONDS = 5 * 60
const memory = sql`make_interval(secs => ${MEMORY_SECONDS})`

export type Try = { allowed: true; left: number } | { allowed: false; waitSeconds: number }

/** Takes one of `max` tries before the password is looked at: of any number of tries at once no more than `max` pass. */
export async function takeTry(db: Db, key: string, max: number): Promise<Try> {
  await forgetOld(db)
  const [taken] = await db
    .insert(rateLimit)
    .values({ key, count: 1, lastTryAt: sql`now()` })
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: { count: sql`${rateLimit.count} + 1`, lastTryAt: sql`now()` },
      setWhere: lt(rateLimit.count, max),
    })
    .returning({ count: rateLimit.count })
  return taken ? { allowed: true, left: max - taken.count } : { allowed: false, waitSeconds: await wait(db, key) }
}

/** A try that turned out right is no wrong one. */
export async function giveTryBack(db: Db, key: string): Promise<void> {
  await db
    .update(rateLimit)
    .set({ count: sql`greatest(${rateLimit.count} - 1, 0)` })
    .where(eq(rateLimit.key, key))
}

export async function forgetTries(db: Db, key: string): Promise<void> {
  await db.delete(rateLimit).where(eq(rateLimit.key, key))
}

/** Seconds until the tries under this key are forgotten, at least 1. */
async function wait(db: Db, key: string): Promise<number> {
  const [row] = await db
    .select({ seconds: sql<number>`ceil(extract(epoch from ${rateLimit.lastTryAt} + ${memory} - now()))::int` })
    .from(rateLimit)
    .where(eq(rateLimit.key, key))
  return Math.max(row?.seconds ?? 1, 1)
}

/** Skips what another one is forgetting, so that two never wait for each other. */
async function forgetOld(db: Db): Promise<void> {
  const old = db
    .select({ key: rateLimit.key })
    .from(rateLimit)
    .where(lte(rateLimit.lastTryAt, sql`now() - ${memory}`))
    .for("update", { skipLocked: true })
  await db.delete(rateLimit).where(inArray(rateLimit.key, old))
}
