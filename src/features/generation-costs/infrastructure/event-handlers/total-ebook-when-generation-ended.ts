import { type EventHandler, on } from "../../../../shared/events/event-handler.ts"
import { EbookCancelled, EbookGenerated, EbookGenerationFailed } from "../../../ebook-generation/events.ts"
import { type Ended, noteEnd } from "../ebook-totals.ts"

/** One subscriber for all ways to end, so that they are handled in the order they happened. */
const NAME = "generation-costs.total-ebook-when-generation-ended"

const total: EventHandler<Ended> = (tx, { payload, occurredAt }) => noteEnd(tx, payload, occurredAt)

export const totalEbookWhenGenerationEnded = [
  on(EbookGenerated, NAME, total),
  on(EbookGenerationFailed, NAME, total),
  on(EbookCancelled, NAME, total),
]
