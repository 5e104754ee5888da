import { on } from "../../../../shared/events/event-handler.ts"
import { PageIllustrated } from "../../../ebook-generation/events.ts"
import { keepPage } from "../ledger/kept-pages.ts"

export const keepPageWhenPageIllustrated = on(
  PageIllustrated,
  "generation-costs.keep-page-when-page-illustrated",
  async (tx, { payload }) => {
    await keepPage(tx, payload)
  },
)
