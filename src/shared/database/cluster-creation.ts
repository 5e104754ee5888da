import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync } from "node:fs"
import { mkdtemp, readdir, rename, rm } from "node:fs/promises"
import { join } from "node:path"
import { clusterIn, hasCluster, syncFolder } from "./cluster-home.ts"
import type { LaunchIdentity } from "./launch-identity.ts"
import { giveTo } from "./launch-identity.ts"
import type { LaunchLog } from "./postgres-log.ts"

export const USER = "colophon"
const UNFINISHED = "postgres.init-"

/** Case mapping and order of code points are PostgreSQL's own, so they are the same on every machine. */
const OPTIONS = [
  `--username=${USER}`,
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--auth=trust",
  "--no-instructions",
  // As durable as fsync of a thousand files, in half the time while the disk is busy; only Linux has it.
  ...(process.platform === "linux" ? ["--sync-method=syncfs"] : []),
]

export type Command = { file: string; env: NodeJS.ProcessEnv; identity: LaunchIdentity; log: LaunchLog }

/** Makes the cluster whole or not at all: a killed initdb leaves only a folder of another name. */
export async function createCluster(home: string, initdb: Command): Promise<void> {
  const folder = await mkdtemp(join(home, UNFINISHED))
  await giveTo(initdb.identity, folder)
  const [file = "", ...args] = [...initdb.identity.prefix, initdb.file, "-D", folder, ...OPTIONS]
  const child = spawn(file, args, {
    ...initdb.identity.credentials,
    cwd: "/",
    env: initdb.env,
    stdio: ["ignore", initdb.log.descriptor, initdb.log.descriptor],
  })
  const [code] = await once(child, "exit")
  if (code !== 0) throw new Error(initdb.log.lastWord())
  await rename(folder, clusterIn(home))
  await syncFolder(home)
}

/** What a killed start left behind, a still running initdb included: it fails, and nobody waits for it. */
export async function removeUnfinished(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => name.startsWith(UNFINISHED))
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }
  await Promise.all(names.map((name) => rm(join(home, name), options).catch(() => {})))
}

/** Throws a phrase when what lies in the home cannot be run by this major version. */
export async function checkCluster(home: string, major: string): Promise<void> {
  const cluster = clusterIn(home)
  if (hasCluster(home)) {
    const found = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim()
    if (found === major) return
    throw new Error(`its database was made by PostgreSQL ${found}, and this Colophon brings ${major}`)
  }
  if (existsSync(cluster) && (await readdir(cluster)).length > 0) {
    throw new Error(`${cluster} holds files but no PostgreSQL database`)
  }
}
