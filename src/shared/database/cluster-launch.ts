import { join } from "node:path"
import { checkCluster, createCluster, removeUnfinished } from "./cluster-creation.ts"
import { clusterIn, hasCluster, homeOf, relocate } from "./cluster-home.ts"
import { isRoot } from "./data-folder.ts"
import type { InstalledPostgres } from "./installed-postgres.ts"
import { binary, completeLibraries, copyInto, majorOf } from "./installed-postgres.ts"
import { giveTo, identityFor, type LaunchIdentity, nobody, succeeds } from "./launch-identity.ts"
import { type LaunchLog, openLog } from "./postgres-log.ts"
import type { Postmaster } from "./postmaster.ts"
import { launchServer, runningServer } from "./server-launch.ts"
import { rememberSight } from "./server-sight.ts"

export type OpenCluster = { home: string; server: Postmaster; started: "cold" | "warm" | "reused" }

/** The data folder's server: the one that runs, or one started here, over a cluster made here if there was none. */
export async function openCluster(
  installed: InstalledPostgres,
  dataFolder: string,
  alone: boolean,
): Promise<OpenCluster> {
  const home = await homeOf(dataFolder)
  const server = await runningServer({ folder: clusterIn(home), alone })
  if (server) return { home, server, started: "reused" }
  const log = openLog(dataFolder)
  try {
    return await startCluster(installed, dataFolder, alone, log)
  } finally {
    log.close()
  }
}

async function startCluster(installed: InstalledPostgres, dataFolder: string, alone: boolean, log: LaunchLog) {
  const { home, identity } = await place(dataFolder)
  await checkCluster(home, majorOf(installed))
  await removeUnfinished(home)
  const binaries = await runnable(installed, home, identity)
  const cold = !hasCluster(home)
  const command = { env: await environment(binaries, home), identity, log }
  if (cold) await createCluster(home, { ...command, file: binary(binaries, "initdb") })
  await giveTo(identity, clusterIn(home))
  rememberSight(dataFolder)
  const cluster = { folder: clusterIn(home), alone }
  const server = await launchServer(cluster, { ...command, file: binary(binaries, "postgres") })
  return { home, server, started: cold ? ("cold" as const) : ("warm" as const) }
}

/** Where the cluster lies and who runs it; moves it when nobody else would do and nobody cannot reach it. */
async function place(dataFolder: string): Promise<{ home: string; identity: LaunchIdentity }> {
  const home = await homeOf(dataFolder)
  const isNew = !hasCluster(home)
  const identity = await identityFor(home, isNew ? home : clusterIn(home), isNew)
  if (identity) return { home, identity }
  if (isRoot()) return { home: await relocate(dataFolder, home), identity: nobody }
  throw new Error(`this user (uid ${process.getuid?.()}) has no name on this machine, and initdb needs one`)
}

async function runnable(
  installed: InstalledPostgres,
  home: string,
  identity: LaunchIdentity,
): Promise<InstalledPostgres> {
  const reached = succeeds(identity, [
    "/bin/sh",
    "-c",
    'test -x "$0" && test -r "$1"',
    binary(installed, "postgres"),
    join(installed.native, "share"),
  ])
  return reached ? installed : copyInto(home, installed)
}

async function environment(installed: InstalledPostgres, home: string): Promise<NodeJS.ProcessEnv> {
  const libraries = await completeLibraries(installed, home)
  const paths = libraries ? { LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries } : {}
  const { PATH } = process.env
  return { PATH, LC_ALL: "C", TZ: "UTC", ...paths }
}
