import { on } from "../../../../shared/events/event-handler.ts"
import { EbookRenamed, EbookRequested } from "../../../ebook-generation/events.ts"
import { noteRequested, noteTitle } from "../ledger/ebooks.ts"

/** One subscriber for both, so that they are handled in the order they happened. */
export const nameEbookWhenRequestedOrRenamed = [
  on(EbookRequested, "generation-costs.name-ebook-when-requested-or-renamed", async (tx, { payload, occurredAt }) => {
    const { ebookId, title, themeId, simulated, estimate = null } = payload
    await noteRequested(tx, { ebookId, title, themeId, simulated, estimate }, occurredAt)
  }),
  on(EbookRenamed, "generation-costs.name-ebook-when-requested-or-renamed", async (tx, { payload }) => {
    await noteTitle(tx, payload.ebookId, payload.title)
  }),
]
