import { readFileSync, readlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { giveToOwnerOf } from "./data-folder.ts"

/*
 * Two containers may share a data folder, but neither sees the other's processes: to each, the other's live server
 * looks dead, and a second one over the same files would destroy them. PostgreSQL itself does not notice.
 */

const FILE = "postgres.pidspace"

export function rememberSight(dataFolder: string): void {
  const file = join(dataFolder, FILE)
  writeFileSync(file, `${processSpace()}\n`)
  giveToOwnerOf(file)
}

/** Throws a phrase when the server in use was started where this process cannot see it. */
export function refuseUnseenServer(dataFolder: string): void {
  if (readFileSync(join(dataFolder, FILE), "utf8").trim() === processSpace()) return
  throw new Error("it is in use by another container, and containers cannot share it")
}

function processSpace(): string {
  return process.platform === "linux" ? readlinkSync("/proc/self/ns/pid") : "-"
}
