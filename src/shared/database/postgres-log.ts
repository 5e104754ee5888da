import { closeSync, openSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { giveToOwnerOf } from "./data-folder.ts"

const KEPT_BYTES = 10_000_000
const TELLING = /FATAL|PANIC|error|denied|not found|unshare:/i
const PREFIX = /^\d{4}-\d\d-\d\d \S+ \S+ \[\d+\] /

/** What one launch writes to the log: `descriptor` is for the child, `lastWord` what it says about a failure. */
export type LaunchLog = { descriptor: number; said(pattern: RegExp): boolean; lastWord(): string; close(): void }

export function openLog(dataFolder: string): LaunchLog {
  const file = join(dataFolder, "postgres.log")
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const descriptor = openSync(file, size > KEPT_BYTES ? "w" : "a", 0o600)
  giveToOwnerOf(file)
  const start = size > KEPT_BYTES ? 0 : size
  const lines = () => readFileSync(file).subarray(start).toString("utf8").split("\n").filter(Boolean)
  return {
    descriptor,
    said: (pattern) => lines().some((line) => pattern.test(line)),
    lastWord() {
      const line = lines().findLast((each) => TELLING.test(each)) ?? lines().at(-1) ?? "it ended without a word"
      return line.replace(PREFIX, "").replace(/\s+/g, " ").trim().replace(/\.$/, "")
    },
    close: () => closeSync(descriptor),
  }
}
