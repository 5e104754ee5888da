import { and, eq, isNull, lt, or, sql } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import { quietly, tellable } from "../../../shared/errors.ts"
import type { Log } from "../../../shared/log.ts"
import { looksLikeKey } from "../domain/api-key.ts"
import { sha256 } from "../domain/secret.ts"
import { apiKeys } from "./tables.ts"

const unnoted = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, sql`now() - interval '1 minute'`))

/** The name of the stored key that this is, or null. One look-up by index; the last use is noted beside the request. */
export function keyOpener({ db, log }: { db: Db; log: Log }): (key: string) => Promise<string | null> {
  const noting = new Set<string>()

  /** At most once a minute per key, and never in the way of the request that uses it. */
  function noteUse(id: string): void {
    if (noting.has(id)) return
    noting.add(id)
    db.update(apiKeys)
      .set({ lastUsedAt: sql`now()` })
      .where(and(eq(apiKeys.id, id), unnoted))
      .catch((error: unknown) => log.warn(tellable(error), "the last use of an API key could not be noted"))
      .finally(() => noting.delete(id))
  }

  return async (key) => {
    if (!looksLikeKey(key)) return null
    const inForce = and(eq(apiKeys.hash, sha256(key)), isNull(apiKeys.revokedAt))
    const found = { id: apiKeys.id, name: apiKeys.name, isUnnoted: sql<boolean>`${unnoted}` }
    const [row] = await quietly(db.select(found).from(apiKeys).where(inForce))
    if (!row) return null
    if (row.isUnnoted) noteUse(row.id)
    return row.name
  }
}
