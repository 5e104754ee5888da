import type { Db } from "../../../../shared/database/database.ts"
import type { EventBus } from "../../../../shared/events/event-bus.ts"
import type { Assets } from "../../../../shared/files.ts"
import type { Log } from "../../../../shared/log.ts"
import type { ModelList } from "../../../../shared/model-list.ts"
import type { GenerateImage, Release, Reserve } from "../../domain/ports.ts"
import type { Spool } from "../spool.ts"
import type { attempts, ebooks, pages } from "../tables.ts"

export type DrawingDeps = {
  db: Db
  bus: EventBus
  log: Log
  now: () => Date
  leaseSeconds: number
  assets: Assets
  spool: Spool
  models: ModelList
  /** Who draws real books (null: no key) and who draws simulated ones. */
  providers: { real: GenerateImage | null; simulated: GenerateImage }
  reserve: Reserve
  release: Release
}

export type EbookRow = typeof ebooks.$inferSelect
export type PageRow = typeof pages.$inferSelect
export type AttemptRow = typeof attempts.$inferSelect
