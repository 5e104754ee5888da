import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { createEventBus } from "../../../src/shared/events/event-bus.ts"
import type { Hint, Hinted } from "../../../src/shared/events/hint.ts"
import { startRelay } from "../../../src/shared/events/relay.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { until } from "../../support/until.ts"
import { always, house, type Process, say } from "./house.ts"
import { reader, turned } from "./readers.ts"

/** What a process is told of its own. */
function hintsOf({ hint }: Process): Hinted[] {
  const told: Hinted[] = []
  hint.onHint((about) => told.push(about))
  return told
}
/** By the last query of its connection. */
const LISTENERS = sql`select pid from pg_stat_activity where datname = current_database() and query like 'listen %'`
const listens = async (count: number) => (await house.rows(LISTENERS)).length === count
const names = (told: readonly Hinted[]) => told.flatMap((about) => about ?? [])

const DEAF: Hint = { send: () => {}, onHint: () => () => {}, close: async () => {} }

export const waking = () =>
  describe("whoever handles an event is woken", () => {
    it("by name, in its own process, once it is committed and can be seen", async () => {
      const ada = house.exact(reader("ada"))
      let seen: Promise<number> | undefined
      ada.hint.onHint((about) => {
        if (about?.includes("ada")) seen ??= house.events().then((events) => events.length)
      })
      await ada.bus.transaction(async (tx) => {
        await publish(tx, turned("a", 1))
        await sleep(20)
      })
      await until(() => seen !== undefined)
      expect(await seen).toBe(1)
    })

    it("by name, in another process, once it is committed", async () => {
      const [author, ada] = [house.exact(reader("ada")), house.exact(reader("ada"))]
      await until(() => listens(2))
      const told = hintsOf(ada)
      await say(author, turned("a", 1))
      await until(() => names(told).includes("ada"))
    })

    it("by what a handler says, too", async () => {
      const ada = house.exact(reader("ada", (tx, { book }) => (book === "a" ? publish(tx, turned("b", 1)) : sleep(0))))
      await until(() => listens(1))
      await say(ada, turned("a", 1))
      const told = hintsOf(ada)
      await ada.bus.drain()
      expect(names(told)).toContain("ada")
    })

    it("without having to look for work", async () => {
      const ada = house.exact(reader("ada"))
      const asked: string[] = []
      const relay = startRelay({
        ...ada,
        waiting: async () => [],
        isKnown: () => true,
        deliver: async (subscriber) => {
          asked.push(subscriber)
          return "idle"
        },
      })
      ada.hint.send(["ada"])
      await until(() => asked.includes("ada"))
      await relay.stop()
    })

    it("by looking once a second, when every hint is lost", async () => {
      const deaf = house.exact()
      const bus = createEventBus({ ...deaf, hint: DEAF, acknowledge: always })
      bus.subscribe([reader("ada")])
      const relay = bus.relay.start()
      // Its first look finds nothing, so a later one must find it.
      await sleep(100)
      await bus.transaction((tx) => publish(tx, turned("a", 1)))
      await until(house.allHandled)
      await relay.stop()
    })

    it("although the connection that listens was lost, and by hints again once it is back", async () => {
      const [author, ada] = [house.exact(reader("ada")), house.exact(reader("ada"))]
      ada.work()
      await until(() => listens(2))
      const told = hintsOf(ada)
      await house.db.execute(sql`select pg_terminate_backend(pid) from (${LISTENERS}) listening`)
      await until(() => listens(0))
      await say(author, turned("a", 1))
      await until(house.allHandled)
      await until(() => listens(2))
      await say(author, turned("a", 2))
      await until(() => names(told).includes("ada"))
      await until(house.allHandled)
    })
  })

export const commanding = () =>
  describe("a command", () => {
    it("answers once its own events are handled", async () => {
      const ada = house.exact(reader("ada", () => sleep(50)))
      ada.work()
      await ada.bus.command((tx) => publish(tx, turned("a", 1)))
      expect(await house.heard("ada")).toEqual(["a1"])
    })

    it("answers so also when another process handles them", async () => {
      const [web, worker] = [house.exact(reader("ada")), house.exact(reader("ada", () => sleep(50)))]
      worker.work()
      expect(await web.bus.command((tx) => publish(tx, turned("a", 1)).then(() => "done"))).toBe("done")
      expect(await house.heard("ada")).toEqual(["a1"])
    })

    it("does not wait for the events of others", async () => {
      const ada = house.exact(reader("ada"))
      await say(ada, turned("other", 1))
      await house.db.execute(sql`update events.deliveries set next_at = now() + interval '1 minute'`)
      ada.work()
      const from = performance.now()
      await ada.bus.command((tx) => publish(tx, turned("a", 1)))
      expect(performance.now() - from).toBeLessThan(1_900)
      expect(await house.heard("ada")).toEqual(["a1"])
    })

    it("answers after two seconds when nobody handles them", async () => {
      const nobody = house.exact(reader("ada"))
      const from = performance.now()
      await nobody.bus.command((tx) => publish(tx, turned("a", 1)))
      const took = performance.now() - from
      expect(took).toBeGreaterThan(1_900)
      expect(took).toBeLessThan(4_000)
    })
  })
