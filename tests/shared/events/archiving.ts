import { sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { archiveEvents } from "../../../src/shared/events/archive.ts"
import { until } from "../../support/until.ts"
import { house, say, waitingForLocks } from "./house.ts"
import { mortal, tired } from "./mortals.ts"
import { pages, reader, turned } from "./readers.ts"

const archived = async () =>
  (
    await house.rows<{ page: string }>(
      sql`select aggregate_id || sequence as page from events.archived_events order by id`,
    )
  ).map(({ page }) => page)

/** An instant after all that was said so far. */
async function soon(): Promise<Date> {
  const now = Date.now()
  await until(() => Date.now() > now)
  return new Date()
}

export const archiving = () =>
  describe("archiving", () => {
    it("moves what was said before an instant and is handled by all, and counts it by month", async () => {
      const both = house.exact(reader("ada"), reader("bob"))
      await say(both, turned("a", 1), turned("a", 2))
      await both.bus.drain()
      const instant = await soon()
      await say(both, turned("a", 3))
      await both.bus.drain()
      expect(await archiveEvents(house.db, instant)).toBe(2)
      expect(await archived()).toEqual(["a1", "a2"])
      expect(await house.rows(sql`select events from events.archived_months`)).toEqual([{ events: "2" }])
      expect((await house.deliveries()).map(({ page }) => page)).toEqual(["a3", "a3"])
    })

    it("keeps how each delivery ended", async () => {
      const ada = house.exact(mortal("ada"))
      tired.clear()
      tired.add("a1")
      await say(ada, turned("a", 1))
      await ada.bus.drain()
      tired.clear()
      await house.makeDue()
      await ada.bus.drain()
      await archiveEvents(house.db, await soon())
      const [row] = await house.rows(sql`select deliveries from events.archived_events`)
      expect(row?.["deliveries"]).toMatchObject([
        {
          subscriber: "ada",
          state: "handled",
          tries: 2,
          lastError: "Error: ada is tired",
          handledAt: expect.any(String),
        },
      ])
    })

    it("leaves alone what somebody has not handled, or has parked", async () => {
      const both = house.exact(reader("ada"), reader("bob"))
      await say(both, ...pages("a", 1, 3).map((_, i) => turned("a", i + 1)))
      await both.bus.drain()
      await house.db.execute(
        sql`update events.deliveries set state = 'pending' where sequence = 1 and subscriber = 'bob'`,
      )
      await house.db.execute(
        sql`update events.deliveries set state = 'parked' where sequence = 2 and subscriber = 'ada'`,
      )
      expect(await archiveEvents(house.db, await soon())).toBe(1)
      expect(await archived()).toEqual(["a3"])
    })

    it("does not disturb publishing and handling, nor the numbers and their order", async () => {
      const ada = house.exact(reader("ada"))
      ada.work()
      const instant = new Date(Date.now() + 60_000)
      for (let number = 1; number <= 30; number++) {
        await Promise.all([say(ada, turned("a", number)), archiveEvents(house.db, instant)])
      }
      await until(house.allHandled)
      await archiveEvents(house.db, instant)
      expect(await archived()).toEqual(pages("a", 1, 30))
      expect(await house.heard("ada")).toEqual(pages("a", 1, 30))
    })

    it("is done by one of two who come at once", async () => {
      const ada = house.exact(reader("ada"))
      await say(ada, ...pages("a", 1, 10).map((_, i) => turned("a", i + 1)))
      await ada.bus.drain()
      const instant = await soon()
      const moved = await Promise.all([archiveEvents(house.db, instant), archiveEvents(ada.db, instant)])
      expect(moved[0] + moved[1]).toBe(10)
      expect(await archived()).toEqual(pages("a", 1, 10))
    })

    it("keeps out of the way of a replay that is being made ready", async () => {
      const ada = house.exact(reader("ada"))
      await say(ada, turned("a", 1), turned("a", 2))
      await ada.bus.drain()
      const keeper = await house.pool.connect()
      await keeper.query("begin; select from events.deliveries for update")
      const replay = ada.bus.replay("ada", null)
      await until(async () => (await waitingForLocks()) > 0)
      const moving = archiveEvents(house.db, await soon())
      await Promise.race([moving, until(async () => (await waitingForLocks()) > 1)])
      await keeper.query("commit")
      keeper.release()
      await Promise.all([replay, moving])
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual([...pages("a", 1, 2), ...pages("a", 1, 2)])
    })

    it("takes nothing from a replay or a newcomer: they read the archive, before the rest", async () => {
      const ada = house.exact(reader("ada"))
      await say(ada, turned("a", 1), turned("a", 2))
      await ada.bus.drain()
      await archiveEvents(house.db, await soon())
      await say(ada, turned("a", 3))
      await ada.bus.drain()
      expect(await ada.bus.replay("ada", null)).toBe(3)
      await ada.bus.drain()
      expect(await house.heard("ada")).toEqual([...pages("a", 1, 3), ...pages("a", 1, 3)])
      const bob = house.exact(reader("bob"))
      await bob.bus.catchUp()
      await bob.bus.drain()
      expect(await house.heard("bob")).toEqual(pages("a", 1, 3))
    })

    it("puts a replayed delivery back to its event, once", async () => {
      const both = house.exact(reader("ada"), reader("bob"))
      await say(both, turned("a", 1))
      await both.bus.drain()
      await archiveEvents(house.db, await soon())
      await both.bus.replay("ada", null)
      await both.bus.drain()
      await archiveEvents(house.db, await soon())
      expect(await house.deliveries()).toEqual([])
      const [row] = await house.rows<{ of: string[] }>(sql`
        select array(select one ->> 'subscriber' from jsonb_array_elements(deliveries) one order by 1) as of
        from events.archived_events`)
      expect(row?.of).toEqual(["ada", "bob"])
    })
  })
