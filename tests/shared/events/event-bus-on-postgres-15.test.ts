import { it } from "vitest"
import { migrateAll, openPool } from "../../../src/shared/database/database.ts"
import { everyMigration } from "../../../src/shared/database/every-migration.ts"
import { createLog } from "../../../src/shared/log.ts"
import { postgres15, startPostgres15 } from "../../support/postgres-15.ts"
import { onServer } from "./house.ts"
import { RULES } from "./rules.ts"

const programs = postgres15()

if (programs) onServer("PostgreSQL 15", () => ownServer(programs), RULES)
else
  it.skip("the bus on PostgreSQL 15: it is not installed here, neither in /usr/lib/postgresql/15/bin nor by pg_config", () => {})

/** The oldest server that DATABASE_URL may name, with nothing on it but our tables. */
async function ownServer(from: string) {
  const { url, stop } = await startPostgres15(from)
  const pool = openPool(url, createLog("silent", process.stderr), 10)
  await migrateAll(pool, everyMigration())
  await pool.end()
  return { url, drop: stop }
}
