import { execFileSync } from "node:child_process"
import { readFileSync, readlinkSync } from "node:fs"
import { rm, rmdir } from "node:fs/promises"
import { createConnection } from "node:net"
import { basename, join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

/** A live server of a cluster, as its postmaster.pid tells. */
export type Postmaster = { pid: number; socketFolder: string; port: number; status: string }

export const SOCKET_FOLDER_PREFIX = "colophon-pg-"
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])
const ANSWER_MS = 1_000

/** Each signal gets its time; the immediate ones cost a crash recovery, no data. */
const SIGNALS = [
  { signal: "SIGINT", patienceMs: 60_000 },
  { signal: "SIGQUIT", patienceMs: 5_000 },
  { signal: "SIGKILL", patienceMs: 5_000 },
] as const

/** The cluster's running server or null; a stale postmaster.pid, even with a reused pid, is null. */
export function findPostmaster(cluster: string): Postmaster | null {
  const [pid = 0, , , port, socketFolder, , , status] = pidFile(cluster)
  if (!isServerOf(cluster, Number(pid))) return null
  return { pid: Number(pid), port: Number(port), socketFolder: socketFolder ?? "", status: status?.trim() ?? "" }
}

/** PostgreSQL takes any live process of the same user for a server: it would refuse to start over a reused pid. */
export async function forgetReusedPid(cluster: string): Promise<void> {
  const [pid = 0] = pidFile(cluster)
  if (isAlive(Number(pid)) && !isServerOf(cluster, Number(pid)))
    await rm(join(cluster, "postmaster.pid"), { force: true })
}

function pidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return []
    throw error
  }
}

/** Counts zombies, as PostgreSQL does. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH")
  }
}

function isServerOf(cluster: string, pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false
  try {
    if (process.platform !== "linux") {
      return execFileSync("ps", ["-ww", "-o", "command=", "-p", `${pid}`], { encoding: "utf8" }).includes(cluster)
    }
    // Empty once the process is a zombie; unlike cwd, readable across users without CAP_SYS_PTRACE (root in Docker).
    const [command = "", ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")
    return basename(command) === "postgres" && (folderOf(pid) ?? args[args.indexOf("-D") + 1]) === cluster
  } catch {
    return false
  }
}

function folderOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

/** Whether the server talks on its socket, whatever the number of free connections: it answers SSLRequest with a byte. */
export function answers({ socketFolder, port }: Postmaster): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(join(socketFolder, `.s.PGSQL.${port}`))
    const settle = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket.setTimeout(ANSWER_MS, () => settle(false))
    socket.on("connect", () => socket.write(SSL_REQUEST))
    socket.on("data", () => settle(true))
    socket.on("error", () => settle(false))
    socket.on("close", () => settle(false))
  })
}

/** Fast shutdown of the cluster's server, if it runs; returns when the process is gone. */
export async function shutDown(cluster: string): Promise<void> {
  const server = findPostmaster(cluster)
  if (!server) return
  for (const { signal, patienceMs } of SIGNALS) {
    if (await endsBy(signal, server.pid, cluster, patienceMs)) break
  }
  if (basename(server.socketFolder).startsWith(SOCKET_FOLDER_PREFIX)) await rmdir(server.socketFolder).catch(() => {})
}

async function endsBy(signal: NodeJS.Signals, pid: number, cluster: string, patienceMs: number): Promise<boolean> {
  const end = Date.now() + patienceMs
  if (isServerOf(cluster, pid)) process.kill(pid, signal)
  while (isServerOf(cluster, pid)) {
    if (Date.now() > end) return false
    await sleep(5)
  }
  return true
}
