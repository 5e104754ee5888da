import { sql } from "drizzle-orm"
import { z } from "zod"
import { type DomainEvent, defineEvent, type EventType } from "../../../src/shared/events/domain-event.ts"
import { on, type Subscription } from "../../../src/shared/events/event-handler.ts"
import type { Tx } from "../../../src/shared/events/transaction.ts"

export const PageTurned = defineEvent({
  name: "test.page-turned",
  says: "A page was turned.",
  tells: (p) => `Page ${p.number} was turned`,
  payload: z.object({ book: z.string(), number: z.int() }),
  aggregateId: (p) => p.book,
  correlation: (p) => ({ ebookId: p.book, attemptId: `attempt of ${p.number}` }),
})
export const BookClosed = defineEvent({
  name: "test.book-closed",
  says: "A book was closed.",
  tells: (p) => `It was closed at page ${p.number}`,
  payload: z.object({ book: z.string(), number: z.int() }),
  aggregateId: (p) => p.book,
  correlation: (p) => ({ ebookId: p.book }),
})
export const turned = (book: string, number: number) => PageTurned.of({ book, number }, new Date())
export const closed = (book: string, number: number) => BookClosed.of({ book, number }, new Date())

type Page = { book: string; number: number }
type Then = (tx: Tx, page: Page, event: DomainEvent<Page>) => Promise<unknown>

/** Hears of turned pages, writes down each time that it did, and then does what a rule wants of it. */
export const reader = (name: string, then: Then = async () => {}): Subscription => hearing(PageTurned, name, then)

/** The same, of closed books. */
export const closer = (name: string, then: Then = async () => {}): Subscription => hearing(BookClosed, name, then)

const hearing = (event: EventType<Page>, name: string, then: Then) =>
  on(event, name, async (tx, said) => {
    const { book, number } = said.payload
    await tx.execute(sql`
      insert into heard (reader, book, number, tx) values (${name}, ${book}, ${number}, pg_current_xact_id()::text)`)
    await then(tx, said.payload, said)
  })

/** "a1", "a2", … */
export const pages = (book: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${book}${from + i}`)

/** A door that handlers wait at until it is opened, and that says when somebody came to it. */
export function door() {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  return {
    open,
    reached,
    async pass() {
      reach()
      await opened
    },
  }
}
