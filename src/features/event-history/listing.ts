import type { Db } from "../../shared/database/database.ts"
import { type Brief, readBriefs } from "./read-around.ts"
import { type Book, newestBooks, titlesOf } from "./read-books.ts"
import { type ArchivedMonth, type Count, countTabs, readArchivedMonths } from "./read-counts.ts"
import { EVERY_EVENT, type EventRecord, readEvents } from "./read-events.ts"
import type { State, View } from "./view.ts"

const PAGE_SIZE = 50
/** More books than these are asked for by their titles instead of in a list. */
const MOST_LISTED = 100
/** All that a browser needs to complete a title. */
const MOST_OFFERED = 1_000

/** All that the list shows. */
export type Listing = {
  view: View
  now: Date
  events: EventRecord[]
  /** The last event shown, where older ones follow. */
  older: string | null
  counts: Record<"all" | State, Count>
  /** The events because of which those shown were said, by id. */
  causes: ReadonlyMap<string, Brief>
  /** Of the books shown and the one asked for, by id. */
  titles: ReadonlyMap<string, string>
  books: Book[]
  /** Whether there are too many books for a list. */
  manyBooks: boolean
  archive: ArchivedMonth[]
}

export async function readListing(db: Db, view: View, now: Date): Promise<Listing> {
  const filter = { ...EVERY_EVENT, name: view.type, ebookId: view.book, state: view.state }
  const [found, counts, books, archive] = await Promise.all([
    readEvents(db, { ...filter, before: view.before }, { limit: PAGE_SIZE + 1, offset: 0 }),
    countTabs(db, filter),
    newestBooks(db, MOST_OFFERED),
    readArchivedMonths(db),
  ])
  const events = found.slice(0, PAGE_SIZE)
  const [causes, titles] = await Promise.all([
    readBriefs(db, present(events.map(({ causedBy }) => causedBy))),
    titlesOf(db, present([view.book, ...events.map(({ ebookId }) => ebookId)])),
  ])
  const older = found.length > PAGE_SIZE ? (events.at(-1)?.id ?? null) : null
  return { view, now, events, older, counts, causes, titles, books, manyBooks: books.length > MOST_LISTED, archive }
}

const present = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]
