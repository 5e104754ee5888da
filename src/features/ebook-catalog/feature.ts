import { countAttemptWhenCostCalculated } from "./event-handlers/count-attempt-when-cost-calculated.ts"
import { countAttemptWhenOutcomeUnknown } from "./event-handlers/count-attempt-when-outcome-unknown.ts"
import { followEbookWhenBegunPausedResumedOrEnded } from "./event-handlers/follow-ebook-when-begun-paused-resumed-or-ended.ts"
import { hideEbookWhenDeletedOrRestored } from "./event-handlers/hide-ebook-when-deleted-or-restored.ts"
import { listEbookWhenRequestedOrRenamed } from "./event-handlers/list-ebook-when-requested-or-renamed.ts"
import { showPageWhenDrawnGivenUpOrTriedAgain } from "./event-handlers/show-page-when-drawn-given-up-or-tried-again.ts"
import { type CatalogDeps, catalogRoutes } from "./routes.ts"

export const ebookCatalog = (deps: CatalogDeps) => ({
  subscriptions: [
    ...listEbookWhenRequestedOrRenamed,
    ...followEbookWhenBegunPausedResumedOrEnded,
    ...showPageWhenDrawnGivenUpOrTriedAgain,
    ...hideEbookWhenDeletedOrRestored,
    ...countAttemptWhenCostCalculated,
    countAttemptWhenOutcomeUnknown,
  ],
  api: null,
  pages: catalogRoutes(deps),
  migrations: { schema: "ebook_catalog", folder: new URL("./migrations/", import.meta.url) },
})
