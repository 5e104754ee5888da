import { setTimeout as sleep } from "node:timers/promises"
import { Pool } from "pg"
import { clusterIn, homeOf } from "../../src/shared/database/cluster-home.ts"
import { type RunningPostgres, startEmbeddedPostgres } from "../../src/shared/database/embedded-postgres.ts"
import { findPostmaster } from "../../src/shared/database/postmaster.ts"

export type Postgres = {
  url: string
  /** As the server says it. */
  version: string
  /** For the checker; it goes on by itself after a kill. */
  pool: Pool
  /** kill -9, rest, start again; null where the server is not ours to kill. */
  kill: ((restMs: number) => Promise<Outage>) | null
  stop(): Promise<void>
}

/** From the kill until it answers again, milliseconds since 1970. */
export type Outage = { from: number; to: number }

/** A server of the harness's own in `folder`, or the empty database that DATABASE_URL names. */
export async function openPostgres(folder: string, given: string | undefined): Promise<Postgres> {
  let own = given ? null : await startEmbeddedPostgres(folder)
  const url = given ?? own?.url ?? ""
  const pool = new Pool({ connectionString: url, max: 4 })
  pool.on("error", () => {})
  const { rows } = await pool.query("select current_setting('server_version') as version")
  if (given) await refuseUsedDatabase(pool)

  /** The backends end by themselves when they miss their postmaster, as after a crash of it. */
  async function killAndStart(before: RunningPostgres, restMs: number): Promise<Outage> {
    const server = findPostmaster(clusterIn(await homeOf(folder)))
    if (!server) throw new Error("there is no PostgreSQL to kill")
    const from = Date.now()
    process.kill(server.pid, "SIGKILL")
    await sleep(restMs)
    own = await startEmbeddedPostgres(folder)
    // Who started the dead one leaves, so that the last to leave stops the living one.
    await before.stop()
    while (!(await pool.query("select 1").catch(() => null))) await sleep(10)
    return { from, to: Date.now() }
  }

  let killing: Promise<unknown> = Promise.resolve()
  const kill = (restMs: number) => {
    const outage = killAndStart(own as RunningPostgres, restMs)
    killing = outage.catch(() => {})
    return outage
  }
  return {
    url,
    pool,
    version: rows[0].version,
    kill: own && kill,
    async stop() {
      await killing
      await pool.end()
      await own?.stop()
    },
  }
}

async function refuseUsedDatabase(pool: Pool): Promise<void> {
  const { rows } = await pool.query("select to_regclass('events.events') as used")
  if (rows[0].used !== null) throw new Error("DATABASE_URL takes an empty database, and this one has books in it.")
}
