import { type EventHandler, on } from "../../../shared/events/event-handler.ts"
import { EbookRenamed, EbookRequested } from "../../ebook-generation/events.ts"
import { ebooks } from "../tables.ts"

const name: EventHandler<{ ebookId: string; title: string }> = async (tx, { payload: { ebookId: id, title } }) => {
  await tx.insert(ebooks).values({ id, title }).onConflictDoUpdate({ target: ebooks.id, set: { title } })
}

/** One subscriber for both, so that they are handled in the order they happened. */
export const nameEbookWhenRequestedOrRenamed = [
  on(EbookRequested, "event-history.name-ebook-when-requested-or-renamed", name),
  on(EbookRenamed, "event-history.name-ebook-when-requested-or-renamed", name),
]
