/** What an operator wants to know of a running Colophon. */
export type Installation = {
  /** As package.json says. */
  version: string
  /** `version` as PostgreSQL says it, such as "18.4". */
  database: { kind: "embedded" | "server"; version: string; bytes: number }
  /** Where pictures are kept, and what is free there. */
  storage: { folder: string; freeBytes: number }
  processes: readonly RunningProcess[]
}

/** A process of this Colophon; it is alive while its heartbeat is younger than three beats by the database's clock. */
export type RunningProcess = {
  id: string
  role: "all" | "web" | "worker"
  host: string
  pid: number
  version: string
  /** Images in flight at most; 0 where it does not draw. */
  concurrency: number
  startedAt: Date
  seenAt: Date
  alive: boolean
}
