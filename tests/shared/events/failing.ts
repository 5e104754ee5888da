import { sql } from "drizzle-orm"
import { beforeEach, describe, expect, it } from "vitest"
import { until } from "../../support/until.ts"
import { deliveryOf, house, say, sayAtOnce } from "./house.ts"
import { mortal, tired, tryTimes } from "./mortals.ts"
import { pages, reader, turned } from "./readers.ts"

const serverClock = async () =>
  Number((await house.rows<{ ms: string }>(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`))[0]?.ms)

export const failing = () =>
  describe("a handling that fails", () => {
    beforeEach(() => tired.clear())

    it("leaves no effect, and is tried again until it succeeds", async () => {
      const ada = house.exact(mortal("ada"))
      tired.add("a1")
      await say(ada, turned("a", 1))
      await tryTimes(ada, 3)
      expect(await house.heard("ada")).toEqual([])
      expect(await house.deliveries()).toMatchObject([
        { state: "pending", tries: 3, last_error: "Error: ada is tired" },
      ])
      tired.clear()
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1"])
      expect(await house.deliveries()).toMatchObject([{ state: "handled", tries: 4 }])
    })

    it("waits for its next try: up to 0.5 s, 1 s, 2 s … 32 s, at least half of it", async () => {
      const ada = house.exact(mortal("ada"))
      tired.add("a1")
      await say(ada, turned("a", 1))
      for (const ceiling of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000]) {
        await house.makeDue()
        const before = await serverClock()
        await ada.bus.drain()
        const after = await serverClock()
        const nextAt = Number((await deliveryOf("a1")).next_at)
        expect(nextAt).toBeGreaterThanOrEqual(before + ceiling / 2 - 1)
        expect(nextAt).toBeLessThanOrEqual(after + ceiling + 1)
      }
    })

    it("is not tried before that, by nobody", async () => {
      const [ada, twin] = [house.exact(mortal("ada")), house.exact(mortal("ada"))]
      tired.add("a1")
      await say(ada, turned("a", 1))
      await ada.bus.drain()
      await house.db.execute(sql`update events.deliveries set next_at = now() + interval '1 minute'`)
      await ada.bus.drain()
      await twin.bus.drain()
      expect(await deliveryOf("a1")).toMatchObject({ tries: 1 })
    })

    it("is followed by a try of itself: the relay comes back without being told", async () => {
      let times = 0
      const ada = house.exact(
        reader("ada", async () => {
          if (++times < 3) throw new Error("not yet")
        }),
      )
      ada.work()
      await say(ada, turned("a", 1))
      await until(house.allHandled)
      expect(await deliveryOf("a1")).toMatchObject({ tries: 3 })
    })

    it("holds back what follows in its aggregate for its subscriber, and nothing else", async () => {
      const both = house.exact(mortal("ada"), reader("bob"))
      tired.add("a2")
      await say(both, ...[1, 2, 3].map((number) => turned("a", number)), turned("b", 1))
      await both.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1", "b1"])
      expect((await house.heard("bob")).sort()).toEqual(["a1", "a2", "a3", "b1"])
      tired.clear()
      await house.makeDue()
      await both.bus.drain()
      expect(await house.heard("ada")).toEqual(["a1", "b1", "a2", "a3"])
    })

    it("in a batch leaves the others handled, once, and only itself put off", async () => {
      const ada = house.exact(mortal("ada"))
      tired.add("weak1")
      const books = [...pages("x", 1, 20), "weak", ...pages("y", 1, 20)]
      await sayAtOnce(ada, ...books.map((book) => turned(book, 1)))
      ada.work()
      await until(async () => (await house.heard("ada")).length === 40)
      const all = await house.deliveries()
      expect(all.filter(({ page }) => page !== "weak1").map(({ tries, last_error }) => [tries, last_error])).toEqual(
        Array.from({ length: 40 }, () => [1, null]),
      )
      expect((await deliveryOf("weak1")).state).toBe("pending")
      tired.clear()
      await until(house.allHandled)
      expect((await house.heard("ada")).sort()).toEqual(books.map((book) => `${book}1`).sort())
    })

    it("in a batch lets nothing overtake it", async () => {
      const ada = house.exact(mortal("ada"))
      tired.add("a3")
      await sayAtOnce(ada, ...pages("a", 1, 8).map((_, i) => turned("a", i + 1)))
      ada.work()
      await until(async () => (await deliveryOf("a3")).tries > 0)
      expect(await house.heard("ada")).toEqual(["a1", "a2"])
      tired.clear()
      await until(house.allHandled)
      expect(await house.heard("ada")).toEqual(pages("a", 1, 8))
    })
  })
