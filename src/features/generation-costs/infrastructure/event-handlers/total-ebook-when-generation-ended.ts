import { type EventHandler, on } from "../../../../shared/events/event-handler.ts"
import { EbookCancelled, EbookGenerated, EbookGenerationFailed } from "../../../ebook-generation/events.ts"
import { type Ended, noteEnd } from "../ledger/ebook-totals.ts"

const total: EventHandler<Ended> = (tx, { payload, occurredAt }) => noteEnd(tx, payload, occurredAt)

/** One subscriber for all ways to end, so that they are handled in the order they happened. */
export const totalEbookWhenGenerationEnded = [
  on(EbookGenerated, "generation-costs.total-ebook-when-generation-ended", total),
  on(EbookGenerationFailed, "generation-costs.total-ebook-when-generation-ended", total),
  on(EbookCancelled, "generation-costs.total-ebook-when-generation-ended", total),
]
