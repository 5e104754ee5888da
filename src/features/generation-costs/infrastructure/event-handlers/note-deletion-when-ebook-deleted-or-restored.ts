import { on } from "../../../../shared/events/event-handler.ts"
import { EbookDeleted, EbookRestored } from "../../../ebook-generation/events.ts"
import { noteDeleted } from "../ledger/ebooks.ts"

/** One subscriber for both, so that they are handled in the order they happened. */
export const noteDeletionWhenEbookDeletedOrRestored = [
  on(
    EbookDeleted,
    "generation-costs.note-deletion-when-ebook-deleted-or-restored",
    async (tx, { payload, occurredAt }) => {
      await noteDeleted(tx, payload.ebookId, occurredAt)
    },
  ),
  on(EbookRestored, "generation-costs.note-deletion-when-ebook-deleted-or-restored", async (tx, { payload }) => {
    await noteDeleted(tx, payload.ebookId, null)
  }),
]
