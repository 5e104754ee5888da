import { and, eq, gt, lte, sql } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import { quietly } from "../../../shared/errors.ts"
import { newSecret, sha256 } from "../domain/secret.ts"
import { isAnybodyIn } from "./people.ts"
import { setUpLinks } from "./tables.ts"

const MINUTES = 30

/**
 * What a new link carries, or null where there is a user. Older links stay valid until their time is up: processes that
 * start together print one each, and whichever line somebody sees has to work. The first account ends them all.
 */
export async function makeSetUpToken(db: Db): Promise<string | null> {
  if (await isAnybodyIn(db)) return null
  const token = newSecret()
  await db.delete(setUpLinks).where(lte(setUpLinks.expiresAt, sql`now()`))
  const expiresAt = sql`now() + make_interval(mins => ${MINUTES})`
  await quietly(db.insert(setUpLinks).values({ hash: sha256(token), expiresAt }))
  return token
}

/** Until when the token opens the set-up page; null if it does not. */
export async function validUntil(db: Db, token: string): Promise<Date | null> {
  const valid = and(eq(setUpLinks.hash, sha256(token)), gt(setUpLinks.expiresAt, sql`now()`))
  const [link] = await quietly(db.select({ expiresAt: setUpLinks.expiresAt }).from(setUpLinks).where(valid))
  return link?.expiresAt ?? null
}
