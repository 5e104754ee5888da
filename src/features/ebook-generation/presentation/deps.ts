import type { Db } from "../../../shared/database/database.ts"
import type { EventBus } from "../../../shared/events/event-bus.ts"
import type { Hint } from "../../../shared/events/hint.ts"
import type { Assets } from "../../../shared/files.ts"
import type { ModelList } from "../../../shared/model-list.ts"
import type { EstimateBook } from "../domain/ports.ts"
import type { Theme } from "../domain/theme.ts"

/** What the pages, the API and the command line of this feature need. */
export type PresentationDeps = {
  db: Db
  bus: EventBus
  hint: Hint
  assets: Assets
  now: () => Date
  themes: readonly Theme[]
  models: ModelList
  estimate: EstimateBook
  /** There is no key: books asked for now are simulated. */
  simulated: boolean
}
