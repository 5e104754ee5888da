import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { beforeAll, describe, expect, it } from "vitest"
import { on } from "../../../src/shared/events/event-handler.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { onlyTheSecondTime } from "../../support/database.ts"
import { until } from "../../support/until.ts"
import { house, say, sayAtOnce } from "./house.ts"
import { closed, closer, door, PageTurned, pages, reader, turned } from "./readers.ts"

export const delivering = () =>
  describe("delivering", () => {
    it("hands every event to every subscriber, in the order of its aggregate", async () => {
      const both = house.exact(reader("ada"), reader("bob"))
      await say(both, turned("a", 1), turned("b", 1), turned("a", 2), turned("a", 3))
      await both.bus.drain()
      for (const name of ["ada", "bob"]) {
        const heard = await house.heard(name)
        expect(heard.filter((page) => page.startsWith("a"))).toEqual(pages("a", 1, 3))
        expect(heard).toHaveLength(4)
      }
    })

    it("keeps the order between events of different kinds, for who hears both", async () => {
      const ada = house.exact(reader("ada"), closer("ada"))
      await say(ada, turned("a", 1), closed("a", 2), turned("a", 3), closed("a", 4))
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(pages("a", 1, 4))
    })

    it("hands an event to those who hear it alone, and does not wait for numbers of others", async () => {
      const two = house.exact(reader("ada"), closer("bob"))
      await say(two, turned("a", 1), closed("a", 2), turned("a", 3))
      await two.bus.drain()
      expect([await house.heard("ada"), await house.heard("bob")]).toEqual([["a1", "a3"], ["a2"]])
    })

    it("has each effect once, though each delivery is handled twice, where it is keyed by what it is about", async () => {
      let handlings = 0
      const keyed = on(PageTurned, "ada", async (tx, { payload: { book, number } }) => {
        handlings++
        await tx.execute(sql`
          insert into heard (reader, book, number) select 'ada', ${book}, ${number}::int
          where not exists (select from heard where book = ${book} and number = ${number})`)
      })
      const { bus } = house.enter([keyed], onlyTheSecondTime())
      await bus.transaction((tx) => publish(tx, turned("a", 1)))
      await bus.drain()
      expect(await house.heard("ada")).toEqual(["a1"])
      expect(handlings).toBe(2)
    })

    it("commits the effect and its acknowledgement together", async () => {
      const acknowledging = door()
      const ada = house.exact(reader("ada", () => acknowledging.pass()))
      await say(ada, turned("a", 1))
      const handling = ada.bus.drain()
      await acknowledging.reached
      expect(await house.heard("ada")).toEqual([])
      expect(await house.deliveries()).toMatchObject([{ state: "pending" }])
      acknowledging.open()
      await handling
      expect(await house.heard("ada")).toEqual(["a1"])
      expect(await house.deliveries()).toMatchObject([{ state: "handled", tries: 1 }])
      const writers = sql`select xmin::text from events.deliveries union select xmin::text from heard`
      expect(await house.rows(writers)).toHaveLength(1)
    })

    it("delivers a transaction that commits late, when later ids were handled long before", async () => {
      const ada = house.exact(reader("ada"))
      const committing = door()
      const late = ada.bus.transaction(async (tx) => {
        await publish(tx, turned("late", 1))
        await committing.pass()
      })
      await committing.reached
      await say(ada, turned("early", 1), turned("early", 2))
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(["early1", "early2"])
      committing.open()
      await late
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(["early1", "early2", "late1"])
    })

    it("handles several aggregates in one transaction where many wait", async () => {
      const ada = house.exact(reader("ada"))
      await sayAtOnce(ada, ...pages("x", 1, 60).map((book) => turned(book, 1)))
      ada.work()
      await until(house.allHandled)
      const [sums] = await house.rows(
        sql`select count(*)::int as pages, count(distinct tx)::int as transactions from heard`,
      )
      expect(sums).toMatchObject({ pages: 60 })
      expect(sums?.["transactions"]).toBeLessThan(60)
    })
  })

const BOOKS = ["a", "b", "c", "d", "e", "f"]
const LAST = 10

/** Four processes share two subscribers; six authors publish meanwhile, and everybody dawdles at random. */
async function crowd() {
  const busy = new Set<string>()
  let overlaps = 0
  const workers = new Set<number>()
  const dawdling = (name: string, worker: number) =>
    reader(name, async (_, { book }) => {
      const line = `${name} ${book}`
      if (busy.has(line)) overlaps++
      busy.add(line)
      workers.add(worker)
      await sleep(Math.random() * 4)
      busy.delete(line)
    })
  const four = [1, 2, 3, 4].map((worker) => house.exact(dawdling("ada", worker), dawdling("bob", worker)))
  for (const one of four) one.work()
  const author = house.exact(reader("ada"), reader("bob"))
  await Promise.all(
    BOOKS.map(async (book) => {
      for (let number = 1; number <= LAST; number++)
        await author.bus.transaction(async (tx) => {
          await publish(tx, turned(book, number))
          await sleep(Math.random() * 5)
        })
    }),
  )
  await until(house.allHandled)
  const heard = { ada: await house.heard("ada"), bob: await house.heard("bob") }
  const tries = new Set((await house.deliveries()).map((delivery) => delivery.tries))
  await house.everybodyLeaves()
  return { heard, overlaps, workers: workers.size, tries: [...tries] }
}

export const sharing = () =>
  describe("four processes with their own connections, while others publish", () => {
    let seen: Awaited<ReturnType<typeof crowd>>
    beforeAll(async () => {
      await house.clear()
      seen = await crowd()
    })

    it("share the work", () => expect(seen.workers).toBeGreaterThan(1))

    it("keep the order of each aggregate for each subscriber", () => {
      for (const heard of Object.values(seen.heard))
        for (const book of BOOKS) expect(heard.filter((page) => page.startsWith(book))).toEqual(pages(book, 1, LAST))
    })

    it("never handle an aggregate of one subscriber two at a time", () => expect(seen.overlaps).toBe(0))

    it("handle each delivery once, and at the first try", () => {
      expect(seen.heard.ada).toHaveLength(BOOKS.length * LAST)
      expect(seen.heard.bob).toHaveLength(BOOKS.length * LAST)
      expect(seen.tries).toEqual([1])
    })
  })
