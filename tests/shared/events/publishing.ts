import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import type { DomainEvent } from "../../../src/shared/events/domain-event.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { until } from "../../support/until.ts"
import { house, say, sayAtOnce } from "./house.ts"
import { closed, closer, door, PageTurned, pages, reader, turned } from "./readers.ts"

const COUNTED = sql`
  select (select count(*) from events.events)::int as events, (select count(*) from events.deliveries)::int as deliveries,
         (select count(*) from heard)::int as changes`
/** Who wrote all that is there. */
const TRANSACTIONS = sql`
  select xmin::text from events.events union select xmin::text from events.deliveries union select xmin::text from heard`
const NOTHING = { events: 0, deliveries: 0, changes: 0 }
const CHANGE = sql`insert into heard (reader) values ('the change')`

const NUMBERS = sql`select sequence from events.events where aggregate_id = 'a' order by sequence`

export const publishing = () =>
  describe("publishing", () => {
    it("commits the change, the event and a delivery for each subscriber together", async () => {
      const { bus } = house.exact(reader("ada"), reader("bob"))
      const committing = door()
      const change = bus.transaction(async (tx) => {
        await tx.execute(CHANGE)
        await publish(tx, turned("a", 1))
        await committing.pass()
      })
      await committing.reached
      expect(await house.rows(COUNTED)).toEqual([NOTHING])
      committing.open()
      await change
      expect(await house.rows(COUNTED)).toEqual([{ events: 1, deliveries: 2, changes: 1 }])
      expect(await house.rows(TRANSACTIONS)).toHaveLength(1)
    })

    it("leaves nothing of the change when its event cannot be kept", async () => {
      const { bus } = house.exact(reader("ada"))
      const event = turned("a", 1)
      const twice = bus.transaction(async (tx) => {
        await tx.execute(CHANGE)
        await publish(tx, event)
        await publish(tx, event)
      })
      await expect(twice).rejects.toThrow()
      expect(await house.rows(COUNTED)).toEqual([NOTHING])
    })

    it("leaves nothing of them when the change fails", async () => {
      const { bus, logged } = house.exact(reader("ada"))
      const failed = bus.transaction(async (tx) => {
        await tx.execute(CHANGE)
        await publish(tx, turned("a", 1))
        throw new Error("the change failed")
      })
      await expect(failed).rejects.toThrow("the change failed")
      expect(await house.rows(COUNTED)).toEqual([NOTHING])
      expect(logged()).toEqual([])
    })

    it("says several things of several aggregates in one transaction", async () => {
      const ada = house.exact(reader("ada"))
      await sayAtOnce(ada, turned("a", 1), turned("b", 1), turned("a", 2))
      await ada.bus.drain()
      expect((await house.heard("ada")).sort()).toEqual(["a1", "a2", "b1"])
    })

    it("keeps what nobody hears", async () => {
      await say(house.exact(), turned("a", 1))
      expect(await house.rows(COUNTED)).toEqual([{ ...NOTHING, events: 1 }])
    })

    it("numbers the events of an aggregate without a gap in the order of their commits, whoever publishes at once", async () => {
      const processes = [house.exact(), house.exact()]
      const seen: number[][] = []
      const publishing = Array.from({ length: 20 }, (_, i) =>
        processes[i % 2]?.bus.transaction(async (tx) => {
          await sleep(Math.random() * 5)
          await publish(tx, turned("a", i))
          // Whoever has a number sees all lower ones, so they were committed before.
          seen.push((await tx.execute<{ sequence: string }>(NUMBERS)).rows.map(({ sequence }) => Number(sequence)))
          await sleep(Math.random() * 5)
          if (i % 5 === 4) throw new Error("it is rolled back, and its number is free again")
        }),
      )
      await Promise.allSettled(publishing)
      expect(seen).toHaveLength(20)
      for (const numbers of seen) expect(numbers).toEqual(numbers.map((_, i) => i + 1))
      expect(await house.rows(NUMBERS)).toHaveLength(16)
    })

    it("refuses a payload that does not fit before anything is written", async () => {
      const { bus } = house.exact(reader("ada"))
      const refused = bus.transaction(async (tx) => {
        await tx.execute(CHANGE)
        await publish(tx, PageTurned.of({ book: "a", number: 1.5 }, new Date()))
      })
      await expect(refused).rejects.toThrow("number")
      expect(await house.rows(COUNTED)).toEqual([NOTHING])
    })

    it("gives the handler the very event that was published", async () => {
      const given: DomainEvent[] = []
      const ada = house.exact(reader("ada", async (_, __, event) => given.push(event)))
      const event = turned("“a”, its 'best' \\ pages\n🖍 \u2028", 7)
      await say(ada, event)
      await ada.bus.drain()
      expect(given).toEqual([event])
    })
  })

export const consequences = () =>
  describe("what a handler publishes", () => {
    const closing = (failing: () => boolean) =>
      reader("ada", async (tx, { book, number }) => {
        await publish(tx, closed(book, number))
        if (failing()) throw new Error("ada is tired")
      })

    it("names the event that was handled as its cause, also within a batch; all else has none", async () => {
      const ada = house.exact(closing(() => false))
      ada.work()
      await sayAtOnce(ada, ...pages("x", 1, 30).map((book) => turned(book, 1)))
      await until(house.allHandled)
      const said = await house.rows<{ causes: number; own: number; rootless: number }>(sql`
        select count(distinct caused_by)::int as causes,
               count(*) filter (where caused_by = (select id from events.events cause
                                                   where cause.aggregate_id = e.aggregate_id and name = 'test.page-turned'))::int as own,
               count(*) filter (where name = 'test.page-turned' and caused_by is null)::int as rootless
        from events.events e`)
      expect(said).toEqual([{ causes: 30, own: 30, rootless: 30 }])
    })

    it("is delivered as well", async () => {
      const ada = house.exact(
        closing(() => false),
        closer("eve"),
      )
      await say(ada, turned("a", 1))
      await ada.bus.drain()
      expect(await house.heard("eve")).toEqual(["a1"])
    })

    it("is rolled back with a handling that fails, and said once by the one that succeeds", async () => {
      let tired = true
      const ada = house.exact(closing(() => tired))
      await say(ada, turned("a", 1))
      await ada.bus.drain()
      expect((await house.events()).map(({ name }) => name)).toEqual(["test.page-turned"])
      tired = false
      await house.makeDue()
      await ada.bus.drain()
      expect((await house.events()).map(({ name }) => name)).toEqual(["test.page-turned", "test.book-closed"])
    })
  })
