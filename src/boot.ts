import { randomUUID } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { hostname } from "node:os"
import { dirname, join } from "node:path"
import { type App, createApp } from "./app.ts"
import { lookAtFolder } from "./doctor/look-at-folder.ts"
import { openRouterImageProvider } from "./features/ebook-generation/infrastructure/open-router-image-provider.ts"
import { createSpool } from "./features/ebook-generation/infrastructure/spool.ts"
import { loadThemes } from "./features/ebook-generation/infrastructure/theme-files.ts"
import { openRouterPrices } from "./features/generation-costs/infrastructure/prices/open-router-prices.ts"
import { startSandbox } from "./sandbox/sandbox.ts"
import type { Settings } from "./settings.ts"
import { migrateAll, openDb, openPool } from "./shared/database/database.ts"
import { startEmbeddedPostgres } from "./shared/database/embedded-postgres.ts"
import { everyMigration } from "./shared/database/every-migration.ts"
import { unfitness } from "./shared/database/fitness.ts"
import { createEventBus } from "./shared/events/event-bus.ts"
import { createHint } from "./shared/events/hint.ts"
import { createAssets } from "./shared/files.ts"
import { generatedSecret } from "./shared/generated-secret.ts"
import type { RunningProcess } from "./shared/installation.ts"
import { startJobs, type Work } from "./shared/jobs.ts"
import type { Log } from "./shared/log.ts"
import { loadModelList, type ModelList } from "./shared/model-list.ts"
import { BEAT_MS, beat, stopBeating } from "./shared/processes/heartbeats.ts"
import { ownVersion, readInstallation } from "./shared/processes/read-installation.ts"

const CONFIG = new URL("../config/", import.meta.url)
/** Long enough to see a page being drawn, short enough to try a whole book. */
const SANDBOX_LATENCY_MS = 250

export type Running = {
  app: App
  /** Counts this process among those of the installation until it stops. A command that draws is a worker. */
  join(role: RunningProcess["role"]): Promise<void>
  /** Starts taking work; call more than once for more kinds of it, each of which can be stopped before the rest. */
  work(jobs: readonly Work[]): { stop(): Promise<void> }
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
    const folder = lookAtFolder(dataDir)
    if (folder.verdict === "broken") throw new Error(folder.sentence)
    const postgres = settings.DATABASE_URL ? null : await startEmbeddedPostgres(dataDir)
    if (postgres) closing.push(() => postgres.stop())
    if (postgres?.relocatedTo)
      log.warn({ folder: postgres.relocatedTo }, "the database cannot live under DATA_DIR here and was moved")
    const pool = openPool(settings.DATABASE_URL ?? postgres?.url ?? "", log, settings.LEASE_SECONDS)
    closing.push(() => pool.end())
    const unfit = await unfitness(pool, everyMigration())
    if (unfit) throw new Error(unfit)
    const hint = createHint(pool, log)
    closing.push(() => hint.close())
    const models = chosenModels(settings)
    const chargeLogPath = join(dataDir, "sandbox", "charges.jsonl")
    const assetsFolder = join(dataDir, "assets")
    for (const folder of [dirname(chargeLogPath), assetsFolder]) await mkdir(folder, { recursive: true })
    const sandbox = await startSandbox({ models, chargeLogPath, port: 0, latencyMs: SANDBOX_LATENCY_MS })
    closing.push(() => sandbox.close())
    log.info({ url: sandbox.url, chargeLog: chargeLogPath }, "sandbox listens")

    const db = openDb(pool)
    const version = ownVersion()
    const standing = { version, kind: postgres ? "embedded" : "server", folder: assetsFolder } as const
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
      assets: createAssets(assetsFolder),
      spool: createSpool(join(dataDir, "spool")),
      themes: loadThemes(new URL("themes/", CONFIG).pathname),
      providers: { real: real && openRouterImageProvider(real), simulated: openRouterImageProvider(stand) },
      prices: real && openRouterPrices(real),
      concurrency: settings.WORKER_CONCURRENCY,
      leaseSeconds: settings.LEASE_SECONDS,
      publicUrl: settings.PUBLIC_URL,
      sessionSecret: await generatedSecret(join(dataDir, "secrets", "session")),
      apiKey: settings.COLOPHON_API_KEY ?? null,
      installation: () => readInstallation(db, standing),
    })
    await migrateAll(pool, app.migrations)
    await app.prepare()
    const work: Running["work"] = (jobs) => {
      const started = startJobs(jobs, hint, log)
      closing.push(() => started.stop())
      return started
    }
    return {
      app,
      stop,
      work,
      async join(role) {
        const draws = role !== "web"
        const self = {
          ...{ id: randomUUID(), role, host: hostname(), pid: process.pid, version },
          concurrency: draws ? settings.WORKER_CONCURRENCY : 0,
          drawsReal: draws && real !== null,
        }
        await beat(db, self)
        closing.push(() => stopBeating(db, self.id).catch(() => {}))
        work([{ name: "heartbeat", everyMs: BEAT_MS, run: () => beat(db, self) }])
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
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
