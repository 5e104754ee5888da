import { accessSync, constants, existsSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { setTimeout as sleep } from "node:timers/promises"
import { giveToOwnerOf } from "./data-folder.ts"

/*
 * Node has no flock, but SQLite's file locks are the kernel's: it frees them when the holder dies, however it dies,
 * so nothing is ever stale and nobody has to be taken over. They also hold between containers on one kernel.
 * Never open and close such a file through fs: on any close POSIX drops all locks this process has on it.
 */

export type Lock = { release(): void }

const SQLITE_BUSY = 5
const POLL_MS = 10

/** Open connections: one that nobody points at would be collected, and its lock with it. */
const connections = new Set<DatabaseSync>()

/** The lock, or null while others hold it. Throws when the file cannot be used at all. */
export function tryLock(file: string, kind: "shared" | "exclusive"): Lock | null {
  const isNew = !existsSync(file)
  // SQLite falls back to read-only without a word, and then its exclusive lock excludes nobody.
  if (!isNew) accessSync(file, constants.R_OK | constants.W_OK)
  const connection = new DatabaseSync(file)
  try {
    if (isNew) giveToOwnerOf(file)
    connection.exec(kind === "shared" ? "BEGIN; SELECT 1 FROM sqlite_schema" : "BEGIN EXCLUSIVE")
  } catch (error) {
    connection.close()
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return null
    throw error
  }
  connections.add(connection)
  return {
    release() {
      if (connections.delete(connection)) connection.close()
    },
  }
}

export function isFree(file: string): boolean {
  const lock = tryLock(file, "exclusive")
  lock?.release()
  return lock !== null
}

/** Runs `work` while no other process or call does under the same file; throws when its turn does not come. */
export async function exclusively<T>(file: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  const end = Date.now() + patienceMs
  for (;;) {
    const lock = tryLock(file, "exclusive")
    if (lock) {
      try {
        return await work()
      } finally {
        lock.release()
      }
    }
    if (Date.now() > end) throw new Error(`another process has held ${file} for ${Math.round(patienceMs / 1000)} s`)
    await sleep(POLL_MS)
  }
}
