import { on } from "../../../shared/events/event-handler.ts"
import { EbookRenamed, EbookRequested } from "../../ebook-generation/events.ts"
import { noteEbook } from "../note-ebook.ts"
import { foldForSearch } from "../search-text.ts"

/** Cover and back cover come on top of what was asked for. */
const COVERS = 2

const named = ({ title, author }: { title: string; author: string | null }) => ({
  title,
  author,
  searched: foldForSearch(`${title} ${author ?? ""}`),
})

/** One subscriber for both, so that they are handled in the order they happened. */
export const listEbookWhenRequestedOrRenamed = [
  on(EbookRequested, "ebook-catalog.list-ebook-when-requested-or-renamed", async (tx, { payload, occurredAt }) => {
    const { ebookId: id, themeId, themeName, trim, pageCount, simulated } = payload
    const asked = { theme: themeName ?? themeId, trim, simulated, sheetCount: pageCount + COVERS }
    await noteEbook(tx, { id, at: occurredAt }, { ...named(payload), ...asked, requestedAt: occurredAt })
  }),
  on(EbookRenamed, "ebook-catalog.list-ebook-when-requested-or-renamed", async (tx, { payload, occurredAt }) => {
    await noteEbook(tx, { id: payload.ebookId, at: occurredAt }, named(payload))
  }),
]
