import { join } from "node:path"
import { USER } from "./cluster-creation.ts"
import { clusterIn } from "./cluster-home.ts"
import { openCluster } from "./cluster-launch.ts"
import { messageOf, openDataFolder } from "./data-folder.ts"
import { type InstalledPostgres, installedPostgres, runsOnGlibc } from "./installed-postgres.ts"
import { exclusively, isFree, type Lock, tryLock } from "./kernel-lock.ts"
import { shutDown } from "./postmaster.ts"
import { refuseUnseenServer } from "./server-sight.ts"

export type RunningPostgres = {
  /** The folder of the unix socket, which is what libpq and `pg` call a host. */
  host: string
  port: number
  user: string
  database: string
  url: string
  started: "cold" | "warm" | "reused"
  /** Where the cluster lies when PostgreSQL could not reach the data folder; worth a line in the log. */
  relocatedTo?: string
  /** Leaves; the last process to leave stops the server. */
  stop(): Promise<void>
}

const DATABASE = "postgres"
/** Starting and stopping take turns; longer than either takes at its worst. */
const TURN_MS = 300_000

/** The database of this data folder, shared by all processes of this machine. Throws one sentence for a person. */
export const startEmbeddedPostgres = (dataDir: string): Promise<RunningPostgres> =>
  startPostgres(() => installedPostgres(process.platform, process.arch, runsOnGlibc()), dataDir)

export async function startPostgres(find: () => InstalledPostgres, dataDir: string): Promise<RunningPostgres> {
  try {
    const installed = find()
    const folder = openDataFolder(dataDir)
    return await exclusively(turnOf(folder), TURN_MS, () => comeIn(installed, folder))
  } catch (error) {
    const reason = `The embedded PostgreSQL in ${dataDir} cannot start: ${messageOf(error)}`
    throw new Error(`${reason}; set DATABASE_URL to use a PostgreSQL server instead.`, { cause: error })
  }
}

const turnOf = (folder: string) => join(folder, "postgres.lock")
/** Every process that uses the server holds this lock together with the others. */
const usersOf = (folder: string) => join(folder, "postgres.users")

async function comeIn(installed: InstalledPostgres, folder: string): Promise<RunningPostgres> {
  const alone = isFree(usersOf(folder))
  if (!alone) refuseUnseenServer(folder)
  const seat = tryLock(usersOf(folder), "shared")
  if (!seat) throw new Error(`${usersOf(folder)} is locked by another program`)
  try {
    const { home, server, started } = await openCluster(installed, folder, alone)
    const { socketFolder: host, port } = server
    let left: Promise<void> | null = null
    return {
      host,
      port,
      user: USER,
      database: DATABASE,
      // sslmode: PGSSLMODE in the environment would ask for what a unix socket has not.
      url: `postgres://${USER}@localhost:${port}/${DATABASE}?host=${encodeURIComponent(host)}&sslmode=disable`,
      started,
      ...(home === folder ? {} : { relocatedTo: home }),
      stop: () => {
        left ??= exclusively(turnOf(folder), TURN_MS, () => goOut(seat, folder, clusterIn(home)))
        return left
      },
    }
  } catch (error) {
    seat.release()
    throw error
  }
}

async function goOut(seat: Lock, folder: string, cluster: string): Promise<void> {
  seat.release()
  if (isFree(usersOf(folder))) await shutDown(cluster)
}
