import type { OpenAPIHono } from "@hono/zod-openapi"
import type { Hono } from "hono"
import type { Db } from "../../shared/database/database.ts"
import { eventTypesIn } from "../../shared/events/domain-event.ts"
import type { EventBus } from "../../shared/events/event-bus.ts"
import type { Log } from "../../shared/log.ts"
import type { ModelList } from "../../shared/model-list.ts"
import { createApi } from "../../shared/web/api.ts"
import type { Env } from "../../shared/web/context.ts"
import * as events from "./events.ts"
import { keepPageWhenPageIllustrated } from "./infrastructure/event-handlers/keep-page-when-page-illustrated.ts"
import { nameEbookWhenRequestedOrRenamed } from "./infrastructure/event-handlers/name-ebook-when-requested-or-renamed.ts"
import { noteDeletionWhenEbookDeletedOrRestored } from "./infrastructure/event-handlers/note-deletion-when-ebook-deleted-or-restored.ts"
import { noteUnknownWhenAttemptOutcomeUnknown } from "./infrastructure/event-handlers/note-unknown-when-attempt-outcome-unknown.ts"
import { recordUsageWhenTokensConsumed } from "./infrastructure/event-handlers/record-usage-when-tokens-consumed.ts"
import { totalEbookWhenGenerationEnded } from "./infrastructure/event-handlers/total-ebook-when-generation-ended.ts"
import { createHolds } from "./infrastructure/ledger/holds.ts"
import { createEstimate } from "./infrastructure/prices/book-estimate.ts"
import { refreshDaily } from "./infrastructure/prices/daily-prices.ts"
import { type PriceSource, seedPrices } from "./infrastructure/prices/price-sources.ts"
import { proveDaily } from "./infrastructure/sums/proofs.ts"
import { recount } from "./infrastructure/sums/recount.ts"
import { costsApi } from "./presentation/api/costs-api.ts"
import { usageApi } from "./presentation/api/usage-api.ts"
import { costsCommand } from "./presentation/commands/costs-commands.ts"
import { ledgerCommands } from "./presentation/commands/ledger-commands.ts"
import { pricesCommands } from "./presentation/commands/prices-commands.ts"
import { correctionsApi } from "./presentation/corrections/corrections-api.ts"
import { repricingApi } from "./presentation/corrections/repricing-api.ts"
import { repricingPages } from "./presentation/corrections/repricing-pages.ts"
import { resolvePages } from "./presentation/corrections/resolve-pages.ts"
import { costsPages } from "./presentation/costs/costs-pages.ts"
import { exportApi } from "./presentation/export/export-api.ts"
import { exportPage } from "./presentation/export/export-page.ts"
import { pricesApi } from "./presentation/prices/prices-api.ts"
import { pricesPages } from "./presentation/prices/prices-pages.ts"
import { proofPages } from "./presentation/proof/proof-pages.ts"

/** Whoever reads sums has them recounted first; this keeps that short. */
const RECOUNT_MS = 500
const HOUR_MS = 3_600_000

/** `prices`: null where there is no provider to ask. `simulated`: no key is set. */
export type GenerationCostsDeps = {
  db: Db
  bus: EventBus
  log: Log
  now: () => Date
  models: ModelList
  simulated: boolean
  prices: PriceSource | null
}

export function generationCosts({ db, bus, log, now, models, simulated, prices }: GenerationCostsDeps) {
  const api: OpenAPIHono<Env> = createApi()
  api.route("/", usageApi({ db, bus, now }))
  api.route("/", costsApi(db))
  api.route("/", exportApi(db))
  api.route("/", correctionsApi({ db, bus, now }))
  api.route("/", repricingApi({ db, bus, now }))
  api.route("/", pricesApi({ db, log, now, prices }))
  const pages: Hono<Env> = costsPages({ db, simulated, now })
  pages.route("/", exportPage({ db, simulated }))
  pages.route("/", resolvePages({ db, bus, now }))
  pages.route("/", repricingPages({ db, bus, now, simulated }))

  pages.route("/", pricesPages({ db, log, now, prices, models }))
  pages.route("/", proofPages({ db, log, now, simulated }))

  return {
    events: eventTypesIn(events),
    subscriptions: [
      recordUsageWhenTokensConsumed,
      noteUnknownWhenAttemptOutcomeUnknown,
      keepPageWhenPageIllustrated,
      ...nameEbookWhenRequestedOrRenamed,
      ...noteDeletionWhenEbookDeletedOrRestored,
      ...totalEbookWhenGenerationEnded,
    ],
    api,
    pages,
    migrations: { schema: "generation_costs", folder: new URL("./infrastructure/migrations/", import.meta.url) },
    chores: [
      { name: "recount", everyMs: RECOUNT_MS, run: () => recount(db) },
      { name: "refresh prices", everyMs: HOUR_MS, run: refreshDaily({ db, log, source: prices, now }) },
      { name: "prove ledger", everyMs: HOUR_MS, run: () => proveDaily(db, log, now) },
    ],
    commands: () => [costsCommand(db), ledgerCommands(db, now), pricesCommands({ db, log, now, prices })],
    ...createHolds({ models, now }),
    estimate: createEstimate({ db, models, now }),

    /** Before the port opens: the reviewed prices. A server asks for the provider's own once it runs. */
    async preparePrices(): Promise<void> {
      const changes = await seedPrices(db, models, now())
      if (changes.length > 0) log.info({ changes }, "prices taken from config/models.yaml")
    },
  }
}
