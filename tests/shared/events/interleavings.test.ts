import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import fc from "fast-check"
import { expect, it } from "vitest"
import { publish } from "../../../src/shared/events/transaction.ts"
import { freshDatabase } from "../../support/database.ts"
import { house, onServer } from "./house.ts"
import { pages, reader, turned } from "./readers.ts"

const BOOKS = ["a", "b", "c"]
const milliseconds = fc.nat(4)

/** What an author says in one transaction, how slowly, and whether it is rolled back. */
const chapter = fc.record({
  books: fc.array(fc.constantFrom(...BOOKS), { minLength: 1, maxLength: 3 }),
  slowness: milliseconds,
  fails: fc.boolean(),
})
/** What goes wrong at a page, each time that one is tried, until nothing is left to go wrong. */
const trouble = fc.record({
  reader: fc.constantFrom("ada", "bob"),
  book: fc.constantFrom(...BOOKS),
  number: fc.integer({ min: 1, max: 6 }),
  goesWrong: fc.array(fc.constantFrom("throws", "loses its connection"), { minLength: 1, maxLength: 2 }),
})
const plan = fc.record({
  authors: fc.array(fc.array(chapter, { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  troubles: fc.uniqueArray(trouble, { maxLength: 4, selector: (t) => `${t.reader} ${t.book}${t.number}` }),
  workers: fc.array(milliseconds, { minLength: 1, maxLength: 3 }),
})

/** A page by the number it was given: who comes first is known only after the commit. */
const heardInOrder = async (name: string) =>
  (
    await house.rows<{ page: string }>(sql`
      select h.book || e.sequence as page from heard h join events.events e on e.payload ->> 'number' = h.number::text
      where h.reader = ${name} order by h.id`)
  ).map(({ page }) => page)

onServer("any interleaving", freshDatabase, [
  () =>
    it("of authors, rollbacks, failures, lost connections and several processes keeps each line whole and in order", async () => {
      await fc.assert(
        fc.asyncProperty(plan, async ({ authors, troubles, workers }) => {
          await house.clear()
          const left = new Map(troubles.map((t) => [`${t.reader} ${t.book}${t.number}`, [...t.goesWrong]]))
          const troubled = (name: string, slowness: number) =>
            reader(name, async (tx, _, event) => {
              const { rows } = await tx.execute<{ page: string }>(
                sql`select aggregate_id || sequence as page from events.events where id = ${event.id}`,
              )
              const what = left.get(`${name} ${rows[0]?.page}`)?.shift()
              if (what === "throws") throw new Error("as planned")
              if (what) await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`)
              await sleep(slowness)
            })
          const processes = workers.map((slowness) => house.exact(troubled("ada", slowness), troubled("bob", slowness)))
          for (const one of processes) one.work()

          let said = 0
          const author = house.exact(reader("ada"), reader("bob"))
          await Promise.all(
            authors.map(async (chapters) => {
              for (const { books, slowness, fails } of chapters)
                await author.bus
                  .transaction(async (tx) => {
                    for (const book of books.toSorted()) await publish(tx, turned(book, said++))
                    await sleep(slowness)
                    if (fails) throw new Error("as planned")
                  })
                  .catch(() => {})
            }),
          )
          while (!(await house.allHandled())) {
            await house.makeDue()
            for (const one of processes) one.hint.send(null)
            await sleep(10)
          }
          await house.everybodyLeaves()
          const kept = await house.rows<{ book: string }>(sql`select aggregate_id as book from events.events`)
          for (const name of ["ada", "bob"]) {
            const heard = await heardInOrder(name)
            for (const book of BOOKS)
              expect(heard.filter((page) => page.startsWith(book))).toEqual(
                pages(book, 1, kept.filter((one) => one.book === book).length),
              )
          }
        }),
        { numRuns: 12 },
      )
    }, 120_000),
])
