import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres"
import { migrate } from "drizzle-orm/node-postgres/migrator"
import { Pool } from "pg"
import type { Log } from "../log.ts"

export type Db = NodePgDatabase
/** A feature's tables: the PostgreSQL schema of its name, and the folder of its migrations. */
export type Migrations = { schema: string; folder: URL }

/** Any fixed number will do; it only has to be the same in every process. */
const MIGRATION_LOCK = 5_201_457

/** A third of a lease, because a frozen process may have to lose several transactions one after the other. Milliseconds. */
const patienceWithin = (leaseSeconds: number) => Math.max(1_000, Math.round((leaseSeconds * 1_000) / 3))

/** PostgreSQL ends a transaction, and with it its locks, whose process stands still for too much of `leaseSeconds`. */
export function openPool(url: string, log: Log, leaseSeconds: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 20,
    application_name: "colophon",
    idle_in_transaction_session_timeout: patienceWithin(leaseSeconds),
    // Ours are many small statements: compiling one takes longer than running it.
    options: "-c jit=off",
  })
  pool.on("error", (error) => {
    // An ended pool forgets its connections before they are closed; what they say then is of no interest.
    if (!pool.ending) log.warn({ error: error.message }, "database connection lost, a new one is opened on demand")
  })
  // While it is lent out nobody listens to a connection: losing one then would end the process.
  pool.on("connect", (client) => void client.on("error", () => {}))
  return pool
}

export const openDb = (pool: Pool): Db => drizzle(pool)

/** Brings every schema up to date. Any number of processes may start at the same instant: one migrates, the others wait. */
export async function migrateAll(pool: Pool, all: readonly Migrations[]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK])
    for (const { schema, folder } of all) {
      await migrate(drizzle(client), {
        migrationsFolder: folder.pathname,
        migrationsSchema: "migrations",
        migrationsTable: schema,
      })
    }
  } finally {
    await client.query("select pg_advisory_unlock_all()").catch(() => {})
    client.release()
  }
}
