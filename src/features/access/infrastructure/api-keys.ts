import { randomUUID } from "node:crypto"
import { and, desc, eq, getTableColumns, isNull, sql } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import { quietly } from "../../../shared/errors.ts"
import { beginningOf, keyFrom } from "../domain/api-key.ts"
import { newSecret, sha256 } from "../domain/secret.ts"
import { apiKeys } from "./tables.ts"

const { hash: _, ...shown } = getTableColumns(apiKeys)
export type ApiKey = Omit<typeof apiKeys.$inferSelect, "hash">
export type MadeKey = { outcome: "made"; id: string; key: string } | { outcome: "name-taken" }

/** The key itself is in the answer and nowhere else. `createdBy` null: by the command line. */
export async function makeKey(db: Db, name: string, createdBy: string | null): Promise<MadeKey> {
  const key = keyFrom(newSecret())
  const row = { id: randomUUID(), name, hash: sha256(key), beginning: beginningOf(key), createdBy }
  const made = db.insert(apiKeys).values(row).onConflictDoNothing().returning({ id: apiKeys.id })
  return (await quietly(made)).length === 0 ? { outcome: "name-taken" } : { outcome: "made", id: row.id, key }
}

/** All keys ever made, newest first. */
export const listKeys = (db: Db): Promise<ApiKey[]> =>
  db.select(shown).from(apiKeys).orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))

/** At once and for good; its name is free again. False if no such key is in force. */
export async function revokeKey(db: Db, by: { id: string } | { name: string }): Promise<boolean> {
  const is = "id" in by ? eq(apiKeys.id, by.id) : eq(apiKeys.name, by.name.trim())
  const revoking = db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(is, isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id })
  return (await quietly(revoking)).length > 0
}
