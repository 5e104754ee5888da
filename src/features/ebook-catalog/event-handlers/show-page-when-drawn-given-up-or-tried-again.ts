import { on } from "../../../shared/events/event-handler.ts"
import { EbookGenerationFailed, EbookResumed, PageFailed, PageIllustrated } from "../../ebook-generation/events.ts"
import { noteEbook } from "../note-ebook.ts"
import { drawnPagesOf, forgetFailedPages, notePages } from "../note-page.ts"

/** One subscriber for all that a page goes through, so that the last to happen is the last to be handled. */
export const showPageWhenDrawnGivenUpOrTriedAgain = [
  on(PageIllustrated, "ebook-catalog.show-page-when-drawn-given-up-or-tried-again", async (tx, event) => {
    const { ebookId: id, pageNumber, kind, imageKey } = event.payload
    await notePages(tx, id, [pageNumber], "drawn")
    const drawnCount = await drawnPagesOf(tx, id)
    await noteEbook(
      tx,
      { id, at: event.occurredAt },
      { drawnCount, ...(kind === "cover" ? { coverKey: imageKey } : {}) },
    )
  }),
  on(PageFailed, "ebook-catalog.show-page-when-drawn-given-up-or-tried-again", async (tx, { payload, occurredAt }) => {
    const { ebookId: id, pageNumber } = payload
    await notePages(tx, id, [pageNumber], "failed")
    await noteEbook(tx, { id, at: occurredAt }, { drawnCount: await drawnPagesOf(tx, id) })
  }),
  on(EbookResumed, "ebook-catalog.show-page-when-drawn-given-up-or-tried-again", async (tx, { payload }) => {
    await forgetFailedPages(tx, payload.ebookId)
  }),
  // A book that went on by itself may have kept pages that were given up before: its end names them.
  on(EbookGenerationFailed, "ebook-catalog.show-page-when-drawn-given-up-or-tried-again", async (tx, { payload }) => {
    await notePages(tx, payload.ebookId, payload.failedPages, "failed")
  }),
]
