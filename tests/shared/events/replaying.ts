import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { until } from "../../support/until.ts"
import { house, say, waitingForLocks } from "./house.ts"
import { closed, closer, door, pages, reader, turned } from "./readers.ts"

export const replaying = () =>
  describe("a replay", () => {
    it("gives a subscriber all its events again from the beginning, in order, and says how many", async () => {
      const ada = house.exact(reader("ada"), closer("ada"))
      await say(ada, turned("a", 1), closed("a", 2), turned("a", 3))
      await ada.bus.drain()
      expect(await ada.bus.replay("ada", null)).toBe(3)
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual([...pages("a", 1, 3), ...pages("a", 1, 3)])
    })

    it("begins at an instant, if one is given", async () => {
      const ada = house.exact(reader("ada"))
      await say(ada, turned("a", 1))
      const instant = Date.now() + 1
      await until(() => Date.now() > instant)
      await say(ada, turned("a", 2), turned("a", 3))
      await ada.bus.drain()
      expect(await ada.bus.replay("ada", new Date(instant))).toBe(2)
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1", "a2", "a3", "a2", "a3"])
    })

    it("concerns that subscriber only", async () => {
      const both = house.exact(reader("ada"), reader("bob"))
      await say(both, turned("a", 1))
      await both.bus.drain()
      await both.bus.replay("ada", null)
      await both.bus.drain()
      expect([await house.heard("ada"), await house.heard("bob")]).toEqual([["a1", "a1"], ["a1"]])
    })

    it("gives what was parked all its tries again", async () => {
      const ada = house.exact(reader("ada"))
      await say(ada, turned("a", 1))
      await house.db.execute(sql`update events.deliveries set state = 'parked', tries = 8, last_error = 'tired'`)
      await ada.bus.replay("ada", null)
      expect(await house.deliveries()).toMatchObject([{ state: "pending", tries: 0, last_error: null }])
    })

    it("wakes who handles it", async () => {
      const ada = house.exact(reader("ada"))
      ada.work()
      await say(ada, turned("a", 1))
      await until(house.allHandled)
      await ada.bus.replay("ada", null)
      await until(async () => (await house.heard("ada")).length === 2)
    })

    it("of somebody unknown is refused in a sentence that names those there are", async () => {
      const both = house.exact(reader("bob"), reader("ada"))
      await expect(both.bus.replay("eve", null)).rejects.toMatchObject({
        code: "unknown-subscriber",
        message: "Nobody is called eve; a subscriber is one of ada, bob.",
      })
    })

    it("keeps the order while others publish and handle, and loses nothing", async () => {
      const dawdling = reader("ada", () => sleep(Math.random() * 3))
      const workers = [house.exact(dawdling), house.exact(dawdling)]
      for (const worker of workers) worker.work()
      const author = house.exact(reader("ada"))
      const books = ["a", "b", "c"]
      const writing = Promise.all(
        books.map(async (book) => {
          for (let number = 1; number <= 20; number++) await say(author, turned(book, number))
        }),
      )
      await until(async () => (await house.heard("ada")).length > 12)
      await author.bus.replay("ada", null)
      await writing
      await until(house.allHandled)
      const heard = await house.heard("ada")
      for (const book of books) {
        const of = heard.filter((page) => page.startsWith(book))
        const before = of.length - 20
        expect(of).toEqual([...pages(book, 1, before), ...pages(book, 1, 20)])
      }
      expect(heard.length).toBeGreaterThan(60)
    })

    it("lets nobody handle the new while it is making ready the old", async () => {
      const ada = house.exact(reader("ada"))
      await say(ada, turned("a", 1), turned("a", 2))
      await ada.bus.drain()
      const keeper = await house.pool.connect()
      await keeper.query("begin; select from events.deliveries for update")
      const replay = ada.bus.replay("ada", null)
      await until(async () => (await waitingForLocks()) > 0)
      await say(ada, turned("a", 3))
      await ada.bus.drain()
      await keeper.query("commit")
      keeper.release()
      await replay
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual([...pages("a", 1, 2), ...pages("a", 1, 3)])
    })

    it("waits for handlings under way, and begins after them", async () => {
      const handling = door()
      const ada = house.exact(reader("ada", (_, { number }) => (number === 2 ? handling.pass() : sleep(0))))
      await say(ada, turned("a", 1), turned("a", 2))
      const drained = ada.bus.drain()
      await handling.reached
      const replay = ada.bus.replay("ada", null)
      await until(async () => (await waitingForLocks()) > 0)
      handling.open()
      await Promise.all([drained, replay])
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1", "a2", "a1", "a2"])
    })

    it("may be asked for twice at once", async () => {
      const [one, two] = [house.exact(reader("ada")), house.exact(reader("ada"))]
      await say(one, ...pages("a", 1, 10).map((_, i) => turned("a", i + 1)))
      await one.bus.drain()
      expect(await Promise.all([one.bus.replay("ada", null), two.bus.replay("ada", null)])).toEqual([10, 10])
      await Promise.all([one.bus.drain(), two.bus.drain()])
      await until(house.allHandled)
      expect(await house.heard("ada")).toEqual([...pages("a", 1, 10), ...pages("a", 1, 10)])
    })
  })
