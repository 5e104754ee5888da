import { type Migrations, openPool } from "../shared/database/database.ts"
import { startEmbeddedPostgres } from "../shared/database/embedded-postgres.ts"
import { unfitness } from "../shared/database/fitness.ts"
import type { Log } from "../shared/log.ts"
import { broken, type Finding, ok } from "./finding.ts"
import { sentences } from "./sentences.ts"

type Where = { dataDir: string; databaseUrl: string | undefined }

/** Opens the database, the embedded one too, looks, and leaves it as it was. */
export async function lookAtDatabase(where: Where, all: readonly Migrations[], log: Log): Promise<Finding> {
  const { dataDir, databaseUrl } = where
  try {
    const embedded = databaseUrl ? null : await startEmbeddedPostgres(dataDir)
    const pool = openPool(databaseUrl ?? embedded?.url ?? "", log, 10)
    try {
      const problem = await unfitness(pool, all)
      if (problem) return broken("database", problem)
      const { rows } = await pool.query("select split_part(current_setting('server_version'), ' ', 1) as version")
      return ok("database", sentences.database(rows[0].version, embedded !== null))
    } finally {
      await pool.end()
      await embedded?.stop()
    }
  } catch (error) {
    return broken("database", error instanceof Error ? error.message : String(error))
  }
}
