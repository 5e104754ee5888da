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
import { createEstimate } from "./infrastructure/book-estimate.ts"
import { keepPageWhenPageIllustrated } from "./infrastructure/event-handlers/keep-page-when-page-illustrated.ts"
import { nameEbookWhenRequestedOrRenamed } from "./infrastructure/event-handlers/name-ebook-when-requested-or-renamed.ts"
import { noteDeletionWhenEbookDeletedOrRestored } from "./infrastructure/event-handlers/note-deletion-when-ebook-deleted-or-restored.ts"
import { noteUnknownWhenAttemptOutcomeUnknown } from "./infrastructure/event-handlers/note-unknown-when-attempt-outcome-unknown.ts"
import { recordUsageWhenTokensConsumed } from "./infrastructure/event-handlers/record-usage-when-tokens-consumed.ts"
import { totalEbookWhenGenerationEnded } from "./infrastructure/event-handlers/total-ebook-when-generation-ended.ts"
import { createHolds } from "./infrastructure/holds.ts"
import { refreshPrices, seedPrices } from "./infrastructure/price-sources.ts"
import { costsApi } from "./presentation/costs-api.ts"
import { costsPages } from "./presentation/costs-pages.ts"
import { usageApi } from "./presentation/usage-api.ts"

/** `fetchModels`: the text of GET /models?output_modalities=image; null: there is no provider to ask. `simulated`: no key is set. */
export type GenerationCostsDeps = {
  db: Db
  bus: EventBus
  log: Log
  now: () => Date
  models: ModelList
  simulated: boolean
  fetchModels: (() => Promise<string>) | null
}

export function generationCosts({ db, bus, log, now, models, simulated, fetchModels }: GenerationCostsDeps) {
  const api: OpenAPIHono<Env> = createApi()
  api.route("/", usageApi({ db, bus, now }))
  api.route("/", costsApi(db))
  const pages: Hono<Env> = costsPages({ db, simulated })

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
    ...createHolds({ models, now }),
    estimate: createEstimate({ db, models, now }),

    /** Before the port opens: the reviewed prices. The provider's own are better, and no reason not to start. */
    async preparePrices(): Promise<void> {
      const changes = await seedPrices(db, models, now())
      if (changes.length > 0) log.info({ changes }, "prices taken from config/models.yaml")
      if (fetchModels) {
        await refreshPrices({ db, log, fetchModels, now }).catch((error: unknown) =>
          log.warn({ error: String(error) }, "the provider's prices could not be read, the known ones stay"),
        )
      }
    },
  }
}
