import { access } from "./features/access/feature.ts"
import { ebookCatalog } from "./features/ebook-catalog/feature.ts"
import type { GenerateImage } from "./features/ebook-generation/domain/ports.ts"
import type { Theme } from "./features/ebook-generation/domain/theme.ts"
import { ebookGeneration } from "./features/ebook-generation/feature.ts"
import type { Spool } from "./features/ebook-generation/infrastructure/spool.ts"
import { eventHistory } from "./features/event-history/feature.ts"
import { generationCosts } from "./features/generation-costs/feature.ts"
import type { PriceSource } from "./features/generation-costs/infrastructure/prices/price-sources.ts"
import type { Db, Migrations } from "./shared/database/database.ts"
import { archiveEvents, oldBefore } from "./shared/events/archive.ts"
import { deliveryMetrics } from "./shared/events/delivery-metrics.ts"
import type { EventBus } from "./shared/events/event-bus.ts"
import type { Hint } from "./shared/events/hint.ts"
import type { Assets } from "./shared/files.ts"
import type { Installation } from "./shared/installation.ts"
import type { Log } from "./shared/log.ts"
import { ownProcessMetrics } from "./shared/metrics/own-process.ts"
import type { ModelList } from "./shared/model-list.ts"
import { someoneDrawsReal } from "./shared/processes/heartbeats.ts"
import { processMetrics } from "./shared/processes/process-metrics.ts"
import { createShell } from "./shared/web/shell.ts"
import { loadStaticFiles } from "./shared/web/static-files.ts"
import { createWorkerShell } from "./shared/web/worker-shell.ts"

const KERNEL: Migrations[] = ["events", "processes"].map((schema) => ({
  schema,
  folder: new URL(`./shared/${schema}/migrations/`, import.meta.url),
}))

/** A run moves at most 100,000 events, so this keeps up with 2.4 million a day. */
const HOUSEKEEPING_MS = 3_600_000

export type AppDeps = {
  db: Db
  bus: EventBus
  hint: Hint
  log: Log
  now: () => Date
  assets: Assets
  spool: Spool
  themes: readonly Theme[]
  models: ModelList
  /** `real` is null without a key: then new books are simulated. */
  providers: { real: GenerateImage | null; simulated: GenerateImage }
  /** Who is asked for the provider's prices. Null without a key: the sandbox's prices are those of config/models.yaml. */
  prices: PriceSource | null
  concurrency: number
  leaseSeconds: number
  publicUrl: string
  sessionSecret: string
  apiKey: string | null
  installation: () => Promise<Installation>
}

export type App = ReturnType<typeof createApp>

/** The list of features, and the only place where two of them meet. Serves main, the command line and the tests alike. */
export function createApp(deps: AppDeps) {
  const { db, bus, log } = deps
  const simulated = deps.providers.real === null

  const door = access({ ...deps, secret: deps.sessionSecret, baseUrl: deps.publicUrl })
  const costs = generationCosts({ ...deps, simulated })
  const ebooks = ebookGeneration({
    ...deps,
    simulated,
    reserve: costs.reserve,
    release: costs.release,
    estimate: costs.estimate,
    someoneDrawsReal: () => someoneDrawsReal(db),
  })
  const history = eventHistory({ ...deps, events: [...ebooks.events, ...costs.events] })
  const features = [door, ebooks, costs, ebookCatalog({ ...deps, simulated }), history]

  bus.subscribe(features.flatMap((feature) => feature.subscriptions))
  const ofThisProcess = ownProcessMetrics()
  const shell = {
    log,
    authenticate: door.authenticate,
    isReady: () =>
      db
        .execute("select 1")
        .then(() => true)
        .catch(() => false),
    metrics: async () =>
      (await Promise.all([ofThisProcess(), deliveryMetrics(db), processMetrics(db), ebooks.metrics()])).flat(),
  }
  return {
    web: createShell({ ...shell, simulated, features, staticFiles: loadStaticFiles() }),
    /** What a worker answers instead of `web`. */
    workerWeb: createWorkerShell(shell),
    migrations: [...KERNEL, ...features.map((feature) => feature.migrations)],
    relay: bus.relay,
    /** What every process does again and again. */
    chores: [
      { name: "housekeeping", everyMs: HOUSEKEEPING_MS, run: () => archiveEvents(db, oldBefore(deps.now())) },
      ...costs.chores,
    ],
    openDrawingRoom: ebooks.openDrawingRoom,
    commands: () => [ebooks.commands(), ...costs.commands(), history.commands(), ...door.commands()],
    async prepare() {
      await bus.catchUp()
      await costs.preparePrices()
    },
    ensureFirstAdministrator: door.ensureFirstAdministrator,
    setUpLink: door.setUpLink,
  }
}
