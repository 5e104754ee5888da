import { access } from "./features/access/feature.ts"
import type { GenerateImage } from "./features/ebook-generation/domain/ports.ts"
import type { Theme } from "./features/ebook-generation/domain/theme.ts"
import { ebookGeneration } from "./features/ebook-generation/feature.ts"
import type { Spool } from "./features/ebook-generation/infrastructure/spool.ts"
import { generationCosts } from "./features/generation-costs/feature.ts"
import type { Db, Migrations } from "./shared/database/database.ts"
import type { EventBus } from "./shared/events/event-bus.ts"
import type { Hint } from "./shared/events/hint.ts"
import type { Assets } from "./shared/files.ts"
import type { Job } from "./shared/jobs.ts"
import type { Log } from "./shared/log.ts"
import type { ModelList } from "./shared/model-list.ts"
import { createShell } from "./shared/web/shell.ts"
import { loadStaticFiles } from "./shared/web/static-files.ts"

const EVENTS: Migrations = { schema: "events", folder: new URL("./shared/events/migrations/", import.meta.url) }

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
  /** The list of models of whoever draws new books, as it came. */
  fetchModels: () => Promise<string>
  concurrency: number
  leaseSeconds: number
  publicUrl: string
  sessionSecret: string
  apiKey: string | null
}

export type App = ReturnType<typeof createApp>

/** The list of features, and the only place where two of them meet. Serves main, the command line and the tests alike. */
export function createApp(deps: AppDeps) {
  const { db, bus, log } = deps
  const simulated = deps.providers.real === null

  const door = access({ db, log, secret: deps.sessionSecret, baseUrl: deps.publicUrl, apiKey: deps.apiKey })
  const costs = generationCosts({ ...deps, simulated })
  const ebooks = ebookGeneration({
    ...deps,
    simulated,
    reserve: costs.reserve,
    release: costs.release,
    estimate: costs.estimate,
  })
  const features = [door, ebooks, costs]

  bus.subscribe(features.flatMap((feature) => feature.subscriptions))
  const relay: Job = { name: "relay", lanes: 4, workOnce: bus.deliverOne }
  return {
    web: createShell({
      log,
      simulated,
      features,
      staticFiles: loadStaticFiles(),
      authenticate: door.authenticate,
      isReady: () =>
        db
          .execute("select 1")
          .then(() => true)
          .catch(() => false),
    }),
    migrations: [EVENTS, ...features.map((feature) => feature.migrations)],
    relay,
    drawing: ebooks.jobs,
    commands: () => [ebooks.commands()],
    async prepare() {
      await bus.catchUp()
      await costs.preparePrices()
      await ebooks.prepare()
    },
    ensureFirstAdministrator: door.ensureFirstAdministrator,
  }
}
