import { spawn } from "node:child_process"
import { setTimeout as sleep } from "node:timers/promises"
import type { Command } from "./cluster-creation.ts"
import { answers, findPostmaster, forgetReusedPid, type Postmaster, shutDown } from "./postmaster.ts"
import { openSocketFolder, PORT } from "./socket-folder.ts"

const POLL_MS = 10
/** Long enough for a crash recovery, and for a shutdown somebody else asked for. */
const PATIENCE_MS = 180_000
/** A ready server that does not answer: its socket was deleted, or it is frozen. */
const SILENCE_MS = 2_000
/** How long the backends of a killed server may keep its shared memory. */
const RETRY_MS = 15_000
const RETRIED = /pre-existing shared memory block|lock file ".*" already exists|could not bind/

const SETTINGS = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  port: `${PORT}`,
  fsync: "on",
  full_page_writes: "on",
  shared_buffers: "64MB",
  max_connections: "100",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
}

/** `alone`: no other process uses this server, so it may be stopped when it does not answer. */
export type Cluster = { folder: string; alone: boolean }

/** The server once it answers, after waiting for one that starts or stops; null when none runs. */
export async function runningServer({ folder, alone }: Cluster): Promise<Postmaster | null> {
  const end = Date.now() + PATIENCE_MS
  let silentSince = 0
  for (;;) {
    const server = findPostmaster(folder)
    if (!server) return null
    if (server.status === "ready") {
      if (await answers(server)) return server
      silentSince ||= Date.now()
    }
    if (silentSince && Date.now() - silentSince > SILENCE_MS) {
      if (!alone) throw new Error(`its server (process ${server.pid}) is in use but does not answer on its socket`)
      await shutDown(folder)
    }
    if (Date.now() > end) throw new Error(`its server (process ${server.pid}) has been ${server.status} for too long`)
    await sleep(POLL_MS)
  }
}

/** Starts a server where none runs; it outlives this process and its terminal. */
export async function launchServer(cluster: Cluster, postgres: Command): Promise<Postmaster> {
  const retryUntil = Date.now() + RETRY_MS
  for (;;) {
    const server = await launchOnce(cluster, postgres)
    if (server) return server
    if (!postgres.log.said(RETRIED) || Date.now() > retryUntil) throw new Error(postgres.log.lastWord())
    await sleep(100)
  }
}

async function launchOnce(cluster: Cluster, { file, identity, env, log }: Command): Promise<Postmaster | null> {
  // A starter killed a moment ago may have left one that only now writes its postmaster.pid.
  const already = await runningServer(cluster)
  if (already) return already
  await forgetReusedPid(cluster.folder)
  const settings = { ...SETTINGS, unix_socket_directories: await openSocketFolder(cluster.folder, identity) }
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const [command = "", ...args] = [...identity.prefix, file, "-D", cluster.folder, ...flags]
  const child = spawn(command, args, {
    ...identity.credentials,
    cwd: "/",
    env,
    detached: true,
    stdio: ["ignore", log.descriptor, log.descriptor],
  })
  let ended = false
  let failure: Error | null = null
  child.on("exit", () => {
    ended = true
  })
  child.on("error", (error) => {
    failure = error
  })
  child.unref()
  while (!ended) {
    if (failure) throw failure
    const server = await runningServer(cluster)
    if (server) return server
    await sleep(POLL_MS)
  }
  return null
}
