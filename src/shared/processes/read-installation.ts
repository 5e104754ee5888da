import { readFileSync } from "node:fs"
import { statfs } from "node:fs/promises"
import { sql } from "drizzle-orm"
import type { Db } from "../database/database.ts"
import type { Installation } from "../installation.ts"
import { listProcesses } from "./heartbeats.ts"

const PACKAGE = new URL("../../../package.json", import.meta.url)

/** As package.json says. */
export const ownVersion = (): string => (JSON.parse(readFileSync(PACKAGE, "utf8")) as { version: string }).version

/** What stays the same while a process runs; `folder` is where pictures are kept, and exists. */
export type Standing = { version: string; kind: Installation["database"]["kind"]; folder: string }

export async function readInstallation(db: Db, { version, kind, folder }: Standing): Promise<Installation> {
  const { rows } = await db.execute<{ version: string; bytes: string }>(sql`
    select split_part(current_setting('server_version'), ' ', 1) as version, pg_database_size(current_database()) as bytes`)
  const [database] = rows
  if (!database) throw new Error("the database does not say who it is")
  const { bavail, bsize } = await statfs(folder)
  return {
    version,
    database: { kind, version: database.version, bytes: Number(database.bytes) },
    storage: { folder, freeBytes: bavail * bsize },
    processes: await listProcesses(db),
  }
}
