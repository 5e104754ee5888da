import { on } from "../../../shared/events/event-handler.ts"
import { EbookDeleted, EbookRestored } from "../../ebook-generation/events.ts"
import { noteEbook } from "../note-ebook.ts"

/** One subscriber for both, so that they are handled in the order they happened. */
export const hideEbookWhenDeletedOrRestored = [
  on(EbookDeleted, "ebook-catalog.hide-ebook-when-deleted-or-restored", async (tx, { payload, occurredAt }) => {
    await noteEbook(tx, { id: payload.ebookId, at: occurredAt }, { deleted: true })
  }),
  on(EbookRestored, "ebook-catalog.hide-ebook-when-deleted-or-restored", async (tx, { payload, occurredAt }) => {
    await noteEbook(tx, { id: payload.ebookId, at: occurredAt }, { deleted: false })
  }),
]
