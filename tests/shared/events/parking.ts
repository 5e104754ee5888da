import { sql } from "drizzle-orm"
import { beforeEach, describe, expect, it } from "vitest"
import { publish } from "../../../src/shared/events/transaction.ts"
import { until } from "../../support/until.ts"
import { deliveryOf, house, say, sayAtOnce } from "./house.ts"
import { mortal, tired, tryTimes } from "./mortals.ts"
import { closer, pages, reader, turned } from "./readers.ts"

const states = async () =>
  Object.fromEntries((await house.deliveries()).map(({ subscriber, page, state }) => [`${subscriber} ${page}`, state]))

export const parking = () =>
  describe("a delivery is parked", () => {
    beforeEach(() => tired.clear())

    it("after eight tries, with its error, and stays so", async () => {
      const ada = house.exact(mortal("ada"))
      tired.add("a1")
      await say(ada, turned("a", 1))
      await tryTimes(ada, 7)
      expect(await deliveryOf("a1")).toMatchObject({ state: "pending", tries: 7 })
      await tryTimes(ada, 3)
      expect(await deliveryOf("a1")).toMatchObject({ state: "parked", tries: 8, last_error: "Error: ada is tired" })
      expect(ada.logged().filter(({ message }) => message === "event parked")).toHaveLength(1)
    })

    it("and holds back only its own line", async () => {
      const both = house.exact(mortal("ada"), mortal("bob"))
      await say(both, turned("a", 1), turned("a", 2), turned("b", 1))
      await house.db.execute(sql`
        update events.deliveries set state = 'parked' where subscriber = 'ada' and aggregate_id = 'a' and sequence = 1`)
      both.work()
      await until(async () => (await house.deliveries()).filter(({ state }) => state === "handled").length === 4)
      await both.bus.drain()
      expect(await house.heard("ada")).toEqual(["b1"])
      expect((await house.heard("bob")).sort()).toEqual(["a1", "a2", "b1"])
      expect(await states()).toMatchObject({ "ada a1": "parked", "ada a2": "pending" })
    })

    it("and holds back what follows it also in a batch that begins before it", async () => {
      const ada = house.exact(reader("ada"))
      await sayAtOnce(ada, ...pages("x", 1, 30).map((book) => turned(book, 1)))
      await sayAtOnce(ada, turned("a", 1), turned("a", 2), turned("a", 3))
      await house.db.execute(
        sql`update events.deliveries set state = 'parked' where aggregate_id = 'a' and sequence = 2`,
      )
      ada.work()
      await until(async () => (await house.heard("ada")).includes("a1"))
      await ada.bus.drain()
      expect((await house.heard("ada")).filter((page) => page.startsWith("a"))).toEqual(["a1"])
    })

    /** What no retry can save, each with a word of its error. */
    const POISON: Record<string, { word: string; happens: () => Promise<unknown> }> = {
      "a payload that no longer fits": {
        word: "book",
        happens: () => house.db.execute(sql`update events.events set payload = '{"book": 7}' where aggregate_id = 'a'`),
      },
      "a kind of event that its subscriber does not know": {
        word: "test.page-forgotten",
        happens: () =>
          house.db.execute(sql`update events.events set name = 'test.page-forgotten' where aggregate_id = 'a'`),
      },
      "a subscriber that nobody is": {
        word: "eve",
        happens: () => house.db.execute(sql`update events.deliveries set subscriber = 'eve' where aggregate_id = 'a'`),
      },
    }
    it.each(Object.keys(POISON))("at once where no retry can save it, and others go on: %s", async (kind) => {
      const ada = house.exact(reader("ada"), closer("bob"))
      await say(ada, turned("a", 1), turned("b", 1))
      await POISON[kind]?.happens()
      await ada.bus.drain()
      await house.makeDue()
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(["b1"])
      const poisoned = (await house.deliveries()).filter(({ state }) => state === "parked")
      expect(poisoned).toMatchObject([{ tries: 1, last_error: expect.stringContaining(POISON[kind]?.word ?? "?") }])
    })

    it("at once within a batch, and its neighbours are handled", async () => {
      const ada = house.exact(reader("ada"))
      await sayAtOnce(ada, ...pages("x", 1, 20).map((book) => turned(book, 1)))
      await house.db.execute(sql`update events.events set payload = '{}' where aggregate_id = 'x7'`)
      ada.work()
      await until(async () => (await house.heard("ada")).length === 19)
      await until(async () => (await deliveryOf("x71")).state === "parked")
    })

    it("and what it would have said is not said", async () => {
      const ada = house.exact(
        reader("ada", async (tx, { number }) => {
          await publish(tx, turned("consequence", number))
          throw new Error("always")
        }),
      )
      await say(ada, turned("a", 1))
      await tryTimes(ada, 8)
      expect(await house.events()).toHaveLength(1)
    })
  })

export const retrying = () =>
  describe("a retry", () => {
    beforeEach(() => tired.clear())

    const parkedLine = async () => {
      const ada = house.exact(mortal("ada"))
      tired.add("a1")
      await say(ada, turned("a", 1), turned("a", 2), turned("a", 3))
      await tryTimes(ada, 8)
      expect((await deliveryOf("a1")).state).toBe("parked")
      return ada
    }

    it("makes a parked delivery due, and its line goes on in order", async () => {
      const ada = await parkedLine()
      tired.clear()
      expect(await ada.bus.retry((await deliveryOf("a1")).id)).toBe("due")
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1", "a2", "a3"])
    })

    it("gives it all its tries again", async () => {
      const ada = await parkedLine()
      await ada.bus.retry((await deliveryOf("a1")).id)
      await ada.bus.drain()
      expect(await deliveryOf("a1")).toMatchObject({ state: "pending", tries: 1 })
    })

    it("does not make one wait that waits for its next try", async () => {
      const ada = house.exact(mortal("ada"))
      tired.add("a1")
      await say(ada, turned("a", 1))
      await ada.bus.drain()
      await house.db.execute(sql`update events.deliveries set next_at = now() + interval '1 minute'`)
      tired.clear()
      expect(await ada.bus.retry((await deliveryOf("a1")).id)).toBe("due")
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1"])
    })

    it("wakes who handles it", async () => {
      const ada = await parkedLine()
      tired.clear()
      ada.work()
      await ada.bus.retry((await deliveryOf("a1")).id)
      await until(house.allHandled)
    })

    it("of all that are parked, or of those of one subscriber, says how many", async () => {
      const three = house.exact(reader("ada"), reader("bob"), reader("eve"))
      await say(three, turned("a", 1), turned("b", 1))
      await house.db.execute(sql`update events.deliveries set state = 'parked', tries = 8 where subscriber <> 'eve'`)
      expect(await three.bus.retryParked("ada")).toBe(2)
      expect(await states()).toMatchObject({ "ada a1": "pending", "bob a1": "parked", "eve a1": "pending" })
      expect(await three.bus.retryParked(null)).toBe(2)
      await three.bus.drain()
      expect(await house.allHandled()).toBe(true)
    })

    it("of what is handled says so and changes nothing; of what there is not, likewise", async () => {
      const ada = house.exact(reader("ada"))
      await say(ada, turned("a", 1))
      await ada.bus.drain()
      expect(await ada.bus.retry((await deliveryOf("a1")).id)).toBe("handled")
      expect(await ada.bus.retry("999999999")).toBe("unknown")
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1"])
    })
  })
