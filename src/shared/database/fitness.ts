import { readFileSync } from "node:fs"
import type { Pool } from "pg"
import type { Migrations } from "./database.ts"

/** PostgreSQL 15 is the oldest that the SQL here is written for and tried on. */
const OLDEST_SERVER = 150_000

/** Why this database cannot be used and what to do about it, one sentence; null where it can. Changes nothing. */
export async function unfitness(pool: Pool, all: readonly Migrations[]): Promise<string | null> {
  const about = await pool
    .query<About>(
      `select current_setting('server_version_num')::int as version, current_database() as database, current_user as user,
              has_database_privilege(current_database(), 'create') as may_create`,
    )
    .catch((error: Error) => error)
  if (about instanceof Error)
    return `DATABASE_URL takes a PostgreSQL server that can be reached, and this one cannot: ${about.message || String(about)}.`
  const [found] = about.rows
  if (!found || found.version < OLDEST_SERVER)
    return "DATABASE_URL takes a PostgreSQL server from version 15, and this one is older."
  if (!found.may_create)
    return `The user of DATABASE_URL may not make schemas; run “grant create on database ${found.database} to ${found.user}” as the owner of that database.`
  return newerData(pool, all)
}

type About = { version: number; database: string; user: string; may_create: boolean }

async function newerData(pool: Pool, all: readonly Migrations[]): Promise<string | null> {
  for (const { schema, folder } of all) {
    const { rows: there } = await pool.query("select to_regclass($1) as name", [`migrations.${schema}`])
    if (there[0].name === null) continue
    const { rows } = await pool.query(`select max(created_at)::float8 as newest from migrations.${schema}`)
    if (rows[0].newest > newestKnown(folder))
      return "The database was written by a newer Colophon than this one; start that version again, or restore a backup from before it."
  }
  return null
}

function newestKnown(folder: URL): number {
  const journal = JSON.parse(readFileSync(new URL("meta/_journal.json", folder), "utf8")) as {
    entries: { when: number }[]
  }
  return Math.max(...journal.entries.map(({ when }) => when))
}
