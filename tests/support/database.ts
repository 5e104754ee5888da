import { randomUUID } from "node:crypto"
import { Pool } from "pg"
import { inject } from "vitest"
import type { Db } from "../../src/shared/database/database.ts"
import { openDb, openPool } from "../../src/shared/database/database.ts"
import { createEventBus, type EventBus } from "../../src/shared/events/event-bus.ts"
import { createHint, type Hint } from "../../src/shared/events/hint.ts"
import { createLog, type Log } from "../../src/shared/log.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** A postgres:// address whose path names the template database. */
    template: string
  }
}

/** A database of this file's own, copied from the migrated template. */
export const freshDatabase = () => databaseFrom("colophon_template")

/** A database in which nothing was ever made, as a first start finds it. */
export const emptyDatabase = () => databaseFrom("template0")

async function databaseFrom(template: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`
  const admin = new Pool({ connectionString: databaseUrl("postgres"), max: 1 })
  await admin.query(`create database ${name} template ${template}`)
  return {
    url: databaseUrl(name),
    drop: async () => {
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

const databaseUrl = (name: string) => inject("template").replace("colophon_template", name)

export type Kernel = {
  db: Db
  bus: EventBus
  hint: Hint
  log: Log
  /** The log's lines so far, parsed. */
  logged: () => Record<string, unknown>[]
  url: string
  close: () => Promise<void>
}

/** Database, log and a bus that delivers every event twice: the effects first, the acknowledgement only the second time. */
export async function openKernel(): Promise<Kernel> {
  const { url, drop } = await freshDatabase()
  const lines: string[] = []
  const log = createLog("info", { write: (line) => void lines.push(line) })
  const pool = openPool(url, log, 10)
  const hint = createHint(pool, log)
  const db = openDb(pool)
  const bus = createEventBus({ db, hint, log, acknowledge: onlyTheSecondTime() })
  return {
    db,
    bus,
    hint,
    log,
    logged: () => lines.map((line) => JSON.parse(line)),
    url,
    close: async () => {
      await hint.close()
      await pool.end()
      await drop()
    },
  }
}

/** Rule 7: every event is delivered twice. */
export function onlyTheSecondTime(): (deliveryId: string) => boolean {
  const once = new Set<string>()
  return (id) => {
    const again = once.has(id)
    once.add(id)
    return again
  }
}
