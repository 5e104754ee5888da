import { type EventHandler, on } from "../../../shared/events/event-handler.ts"
import {
  EbookCancelled,
  EbookGenerated,
  EbookGenerationFailed,
  EbookGenerationStarted,
  EbookPaused,
  EbookResumed,
} from "../../ebook-generation/events.ts"
import { noteEbook } from "../note-ebook.ts"

const becomes =
  (status: string): EventHandler<{ ebookId: string; reasonCode?: string }> =>
  async (tx, { payload: { ebookId: id, reasonCode = null }, occurredAt: at }) =>
    noteEbook(tx, { id, at }, { status, reasonCode })

/** One subscriber for all that a book goes through, so that the last to happen is the last to be handled. */
export const followEbookWhenBegunPausedResumedOrEnded = [
  on(EbookGenerationStarted, "ebook-catalog.follow-ebook-when-begun-paused-resumed-or-ended", becomes("generating")),
  on(EbookPaused, "ebook-catalog.follow-ebook-when-begun-paused-resumed-or-ended", becomes("paused")),
  on(EbookResumed, "ebook-catalog.follow-ebook-when-begun-paused-resumed-or-ended", becomes("generating")),
  on(EbookGenerated, "ebook-catalog.follow-ebook-when-begun-paused-resumed-or-ended", becomes("draft")),
  on(EbookGenerationFailed, "ebook-catalog.follow-ebook-when-begun-paused-resumed-or-ended", becomes("failed")),
  on(EbookCancelled, "ebook-catalog.follow-ebook-when-begun-paused-resumed-or-ended", becomes("cancelled")),
]
