import { sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import type { Tx } from "../../../src/shared/events/transaction.ts"
import { until } from "../../support/until.ts"
import { always, house, type Process, sayAtOnce } from "./house.ts"
import { door, pages, reader, turned } from "./readers.ts"

const OTHERS = pages("other", 1, 10).map((book) => turned(book, 1))
const othersHeard = async (name: string) =>
  (await house.heard(name)).filter((page) => page.startsWith("other")).length === OTHERS.length

/** So much is handled without trouble that many are taken at once. */
async function growBatches(one: Process): Promise<void> {
  await sayAtOnce(one, ...pages("early", 1, 250).map((book) => turned(book, 1)))
  await until(house.allHandled)
}

export const slowness = () =>
  describe("whoever is slow delays only itself:", () => {
    it("a subscriber does not delay another", async () => {
      const slow = door()
      const both = house.exact(
        reader("ada"),
        reader("bob", () => slow.pass()),
      )
      both.work()
      await sayAtOnce(both, ...OTHERS)
      await slow.reached
      await until(() => othersHeard("ada"))
      expect(await house.heard("bob")).toEqual([])
      slow.open()
    })

    /** `dawdle` takes until the gate is opened, and that is after the others were heard. */
    const notDelayed = async (grown: boolean, dawdle: (tx: Tx, gate: Gate) => Promise<unknown>) => {
      const gate = await closedGate()
      const ada = house.exact(
        reader("ada", async (tx, { book }) => {
          if (book === "slow") await dawdle(tx, gate)
        }),
      )
      ada.work()
      if (grown) await growBatches(ada)
      await sayAtOnce(ada, turned("a", 1), turned("slow", 1), ...OTHERS)
      try {
        await until(() => othersHeard("ada"))
        expect(await house.heard("ada")).not.toContain("slow1")
      } finally {
        await gate.open()
      }
      await until(house.allHandled)
      expect((await house.heard("ada")).filter((page) => page === "slow1")).toEqual(["slow1"])
    }
    const waitOutside = (_: Tx, gate: Gate) => gate.pass()
    const waitInStatement = (tx: Tx, gate: Gate) => tx.execute(gate.statement)
    const beBusy = async (tx: Tx, gate: Gate) => {
      while (!gate.isOpen()) await tx.execute(sql`select pg_sleep(0.1)`)
    }

    it("an aggregate does not delay another of the same subscriber", () => notDelayed(false, waitOutside))

    it("nor when traffic made the batches large, and its handler waits for something outside", () =>
      notDelayed(true, waitOutside))

    it("nor when its handler waits in a statement", () => notDelayed(true, waitInStatement))

    it("nor when its handler does many short things", () => notDelayed(true, beBusy))
  })

type Gate = Awaited<ReturnType<typeof closedGate>>

/** A door that a statement can wait at, too. */
async function closedGate() {
  const { open, pass } = door()
  const keeper = await house.pool.connect()
  await keeper.query("select pg_advisory_lock(7)")
  let isOpen = false
  return {
    pass,
    statement: sql`select pg_advisory_xact_lock(7)`,
    isOpen: () => isOpen,
    async open() {
      isOpen = true
      open()
      await keeper.query("select pg_advisory_unlock(7)")
      keeper.release()
    },
  }
}

/** Seconds after which PostgreSQL gives up a process that stands still in a transaction. */
const LEASE_SECONDS = 0.5

export const breaking = () =>
  describe("a handler whose transaction", () => {
    it("is killed is handled again, with its effect once", async () => {
      let victim = 0
      const ada = house.exact(
        reader("ada", async (tx) => {
          if (victim) return
          const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
          victim = rows[0]?.pid ?? 0
          await house.db.execute(sql`select pg_terminate_backend(${victim})`)
        }),
      )
      ada.work()
      await sayAtOnce(ada, turned("a", 1), turned("a", 2))
      await until(house.allHandled)
      expect(victim).not.toBe(0)
      expect(await house.heard("ada")).toEqual(["a1", "a2"])
    })

    it("stands still is taken over by another process, and changes nothing when it goes on", async () => {
      const frozen = door()
      const stuck = house.enter([reader("ada", () => frozen.pass())], always, LEASE_SECONDS)
      await sayAtOnce(house.exact(reader("ada")), turned("a", 1), turned("a", 2))
      const handling = stuck.bus.drain()
      await frozen.reached
      const lively = house.exact(reader("ada"))
      lively.work()
      await until(house.allHandled)
      frozen.open()
      await handling
      expect(await house.heard("ada")).toEqual(["a1", "a2"])
      expect((await house.deliveries()).map(({ state, tries }) => ({ state, tries }))).toEqual([
        { state: "handled", tries: 1 },
        { state: "handled", tries: 1 },
      ])
    })

    it("wants what another's batch holds, and the other way round, is handled in the end, once and with all its tries", async () => {
      await house.db.execute(sql`drop table if exists counted; create table counted (what text primary key, times int)`)
      await house.db.execute(sql`insert into counted values ('one', 0), ('other', 0)`)
      const count = (tx: Tx, what: string) => tx.execute(sql`update counted set times = times + 1 where what = ${what}`)
      const holding = { ada: door(), bob: door() }
      const met = new Set<string>()
      /** The first time each takes what the other wants; from then on both take them in one order. */
      const contrary = (name: "ada" | "bob", other: "ada" | "bob") =>
        reader(name, async (tx, { book }) => {
          if (book.startsWith("early")) return
          const isFirst = !met.has(name)
          met.add(name)
          const order = isFirst && name === "bob" ? ["other", "one"] : ["one", "other"]
          for (const what of order) {
            await count(tx, what)
            holding[name].open()
            if (isFirst) await holding[other].pass()
          }
        })
      const both = house.exact(contrary("ada", "bob"), contrary("bob", "ada"))
      both.work()
      await growBatches(both)
      await sayAtOnce(both, ...OTHERS)
      await until(house.allHandled)
      expect(await house.rows(sql`select times from counted`)).toEqual([{ times: 20 }, { times: 20 }])
      expect(new Set((await house.deliveries()).map(({ tries }) => tries))).toEqual(new Set([1]))
    })
  })
