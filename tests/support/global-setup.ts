import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Pool } from "pg"
import type { TestProject } from "vitest/node"
import { migrateAll, openPool } from "../../src/shared/database/database.ts"
import { startEmbeddedPostgres } from "../../src/shared/database/embedded-postgres.ts"
import { everyMigration } from "../../src/shared/database/every-migration.ts"
import { createLog } from "../../src/shared/log.ts"

/**
 * One server for the whole run, with a migrated template that each test file copies in about 50 ms: the embedded one,
 * or the PostgreSQL server of TEST_DATABASE_URL.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "colophon-test-"))
  const given = process.env["TEST_DATABASE_URL"]
  const postgres = given ? { url: given, stop: async () => {} } : await startEmbeddedPostgres(dataDir)
  const admin = new Pool({ connectionString: postgres.url, max: 1 })
  await admin.query("drop database if exists colophon_template with (force)")
  await admin.query("create database colophon_template")
  await admin.end()

  const template = withDatabase(postgres.url, "colophon_template")
  const pool = openPool(template, createLog("silent", process.stderr), 10)
  await migrateAll(pool, everyMigration())
  await pool.end()
  project.provide("template", template)
  return async () => {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const withDatabase = (url: string, name: string) => {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.href
}
