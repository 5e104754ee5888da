import { randomBytes } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { Pool } from "pg"
import { type App, createApp } from "./app.ts"
import {
  fetchModels,
  openRouterImageProvider,
} from "./features/ebook-generation/infrastructure/open-router-image-provider.ts"
import { createSpool } from "./features/ebook-generation/infrastructure/spool.ts"
import { loadThemes } from "./features/ebook-generation/infrastructure/theme-files.ts"
import { startSandbox } from "./sandbox/sandbox.ts"
import type { Settings } from "./settings.ts"
import { migrateAll, openDb, openPool } from "./shared/database/database.ts"
import { startEmbeddedPostgres } from "./shared/database/embedded-postgres.ts"
import { createEventBus } from "./shared/events/event-bus.ts"
import { createHint } from "./shared/events/hint.ts"
import { createAssets, readIfThere, writeDurably } from "./shared/files.ts"
import { type Job, startJobs } from "./shared/jobs.ts"
import type { Log } from "./shared/log.ts"
import { loadModelList, type ModelList } from "./shared/model-list.ts"

const CONFIG = new URL("../config/", import.meta.url)
/** Long enough to see a page being drawn, short enough to try a whole book. */
const SANDBOX_LATENCY_MS = 250

export type Running = {
  app: App
  /** Starts taking work; call more than once for more kinds of it. */
  work(jobs: readonly Job[]): void
  /** Takes no new work, finishes what is under way, and closes everything that was opened. */
  stop(): Promise<void>
}

/** Opens the database, brings it up to date and puts the app together: for the server and for the command line. */
export async function boot(settings: Settings, log: Log): Promise<Running> {
  const dataDir = settings.DATA_DIR
  const closing: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const postgres = settings.DATABASE_URL ? null : await startEmbeddedPostgres(dataDir)
    if (postgres) closing.push(() => postgres.stop())
    if (postgres?.relocatedTo)
      log.warn({ folder: postgres.relocatedTo }, "the database cannot live under DATA_DIR here and was moved")
    const pool = openPool(settings.DATABASE_URL ?? postgres?.url ?? "", log)
    closing.push(() => pool.end())
    await refuseUnfitServer(pool)
    const hint = createHint(pool, log)
    closing.push(() => hint.close())
    const models = chosenModels(settings)
    const chargeLogPath = join(dataDir, "sandbox", "charges.jsonl")
    await mkdir(dirname(chargeLogPath), { recursive: true })
    const sandbox = await startSandbox({ models, chargeLogPath, port: 0, latencyMs: SANDBOX_LATENCY_MS })
    closing.push(() => sandbox.close())
    log.info({ url: sandbox.url, chargeLog: chargeLogPath }, "sandbox listens")

    const db = openDb(pool)
    const stand = { baseUrl: sandbox.url, apiKey: "sandbox" }
    const real = settings.OPENROUTER_API_KEY
      ? { baseUrl: settings.OPENROUTER_BASE_URL, apiKey: settings.OPENROUTER_API_KEY }
      : null
    const app = createApp({
      db,
      hint,
      log,
      models,
      bus: createEventBus({ db, hint, log, acknowledge: () => true }),
      now: () => new Date(),
      assets: createAssets(join(dataDir, "assets")),
      spool: createSpool(join(dataDir, "spool")),
      themes: loadThemes(new URL("themes/", CONFIG).pathname),
      providers: { real: real && openRouterImageProvider(real), simulated: openRouterImageProvider(stand) },
      fetchModels: () => fetchModels(real ?? stand),
      concurrency: settings.WORKER_CONCURRENCY,
      leaseSeconds: settings.LEASE_SECONDS,
      publicUrl: settings.PUBLIC_URL,
      sessionSecret: await generatedSecret(join(dataDir, "secrets", "session")),
      apiKey: settings.COLOPHON_API_KEY ?? null,
    })
    await migrateAll(pool, app.migrations)
    await app.prepare()
    return {
      app,
      stop,
      work(jobs) {
        const started = startJobs(jobs, hint, log)
        closing.push(() => started.stop())
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** PostgreSQL 15 is the oldest that the SQL here is written for and tried on. */
const OLDEST_SERVER = 150_000

async function refuseUnfitServer(pool: Pool): Promise<void> {
  const { rows } = await pool
    .query("select current_setting('server_version_num')::int as version")
    .catch((error: Error) => {
      throw new Error(
        `DATABASE_URL takes a PostgreSQL server that can be reached, and this one cannot: ${error.message}.`,
      )
    })
  if (rows[0].version < OLDEST_SERVER)
    throw new Error("DATABASE_URL takes a PostgreSQL server from version 15, and this one is older.")
}

function chosenModels({ COVER_MODEL, PAGE_MODEL }: Settings): ModelList {
  const list = loadModelList(new URL("models.yaml", CONFIG).pathname)
  const offered = list.models.map(({ id }) => id)
  for (const [name, value] of Object.entries({ COVER_MODEL, PAGE_MODEL })) {
    if (value && !offered.includes(value))
      throw new Error(`${name} takes one of ${offered.join(", ")} (config/models.yaml).`)
  }
  return { ...list, coverModel: COVER_MODEL ?? list.coverModel, pageModel: PAGE_MODEL ?? list.pageModel }
}

async function generatedSecret(path: string): Promise<string> {
  const known = await readIfThere(path)
  if (known) return new TextDecoder().decode(known)
  const secret = randomBytes(32).toString("base64url")
  await writeDurably(path, secret)
  return secret
}
