import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { z } from "zod"
import { defineEvent } from "../../../src/shared/events/domain-event.ts"
import { createEventBus, type EventBus } from "../../../src/shared/events/event-bus.ts"
import { on } from "../../../src/shared/events/event-handler.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { startJobs } from "../../../src/shared/jobs.ts"
import { type Kernel, onlyTheSecondTime, openKernel } from "../../support/database.ts"

const PageTurned = defineEvent({
  name: "test.page-turned",
  says: "A page was turned.",
  tells: (p) => `Page ${p.number} was turned`,
  payload: z.object({ bookId: z.string(), number: z.int() }),
  aggregateId: (p) => p.bookId,
  correlation: (p) => ({ ebookId: p.bookId }),
})
const turned = (bookId: string, number: number) => PageTurned.of({ bookId, number }, new Date())

let kernel: Kernel
let bus: EventBus
let seen: string[]
/** Handlings under way, by subscriber and aggregate; two at once are seen. */
const busy = new Set<string>()
let overlapping: boolean
let lingerMs: number
let failing: (bookId: string, number: number) => boolean

const note = (subscriber: string) =>
  on(PageTurned, `test.${subscriber}`, async (tx, { payload: { bookId, number } }) => {
    await tx.execute(sql`insert into noted values (${subscriber}, ${bookId}, ${number}) on conflict do nothing`)
    if (subscriber === "weak" && failing(bookId, number)) throw new Error("the handler is tired")
    const line = `${subscriber} ${bookId}`
    overlapping = overlapping || busy.has(line)
    busy.add(line)
    await sleep(lingerMs)
    busy.delete(line)
    seen.push(`${line}${number}`)
  })

const openBus = () => {
  const made = createEventBus({ ...kernel, acknowledge: onlyTheSecondTime() })
  made.subscribe([note("strong"), note("weak")])
  return made
}
const noted = async () =>
  (
    await kernel.db.execute<{ line: string }>(
      sql`select subscriber || ' ' || book || number as line from noted order by 1`,
    )
  ).rows.map((row) => row.line)
const deliveries = async () =>
  (
    await kernel.db.execute<{ state: string; tries: number; last_error: string | null }>(
      sql`select * from events.deliveries order by id`,
    )
  ).rows
const makeDue = () => kernel.db.execute(sql`update events.deliveries set next_at = now() where state = 'pending'`)

beforeAll(async () => {
  kernel = await openKernel()
  await kernel.db.execute(
    sql`create table noted (subscriber text, book text, number int, primary key (subscriber, book, number))`,
  )
})
afterAll(() => kernel.close())
beforeEach(async () => {
  await kernel.db.execute(sql`truncate noted, events.events, events.deliveries, events.aggregates, events.subscribers`)
  seen = []
  busy.clear()
  overlapping = false
  lingerMs = 0
  failing = () => false
  bus = openBus()
})

describe("publishing", () => {
  it("commits the event with the change that it tells of, or not at all", async () => {
    const failed = bus.transaction(async (tx) => {
      await publish(tx, turned("a", 1))
      throw new Error("the change failed")
    })
    await expect(failed).rejects.toThrow("the change failed")
    await bus.drain()
    expect(seen).toEqual([])
    expect(await deliveries()).toEqual([])
  })

  it("numbers the events of an aggregate in the order of their commits, however many publish at once", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => bus.transaction((tx) => publish(tx, turned("a", i)))))
    const { rows } = await kernel.db.execute<{ sequence: string }>(
      sql`select sequence from events.events order by sequence`,
    )
    expect(rows.map((row) => Number(row.sequence))).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  })

  it("refuses a payload that does not fit its schema", () => {
    expect(() => PageTurned.of({ bookId: "a", number: 1.5 }, new Date())).toThrow()
  })
})

describe("delivering", () => {
  it("hands every event to every subscriber, in the order of its aggregate, and the effects are there once", async () => {
    await bus.transaction(async (tx) => {
      for (const number of [1, 2, 3]) await publish(tx, turned("a", number))
    })
    await bus.drain()
    const order = seen.filter((line) => line.startsWith("strong")).filter((line, i, all) => all.indexOf(line) === i)
    expect(order).toEqual(["strong a1", "strong a2", "strong a3"])
    expect(seen).toHaveLength(12)
    expect(await noted()).toEqual(["strong a1", "strong a2", "strong a3", "weak a1", "weak a2", "weak a3"])
  })

  it("rolls back the effects of a failed handling and tries again later, while others go on", async () => {
    failing = (book) => book === "a"
    await bus.transaction((tx) => publish(tx, turned("a", 1)))
    await bus.transaction((tx) => publish(tx, turned("b", 1)))
    await bus.drain()
    expect(await noted()).toEqual(["strong a1", "strong b1", "weak b1"])
    failing = () => false
    await makeDue()
    await bus.drain()
    expect(await noted()).toEqual(["strong a1", "strong b1", "weak a1", "weak b1"])
  })

  it("parks a delivery after eight tries, with its error, and holds back only its own aggregate and subscriber", async () => {
    failing = (book, number) => book === "a" && number === 1
    for (const number of [1, 2]) await bus.transaction((tx) => publish(tx, turned("a", number)))
    for (let round = 0; round < 10; round++) {
      await bus.drain()
      await makeDue()
    }
    const parked = (await deliveries()).filter(({ state }) => state === "parked")
    expect(parked).toMatchObject([{ tries: 8, last_error: "Error: the handler is tired" }])
    expect(await noted()).toEqual(["strong a1", "strong a2"])
  })

  it("parks at once what no retry can save: a payload that no longer fits", async () => {
    await bus.transaction((tx) => publish(tx, turned("a", 1)))
    await kernel.db.execute(sql`update events.events set payload = '{"bookId": 7}'`)
    await bus.drain()
    expect((await deliveries()).map(({ state }) => state)).toEqual(["parked", "parked"])
    expect((await deliveries())[0]?.last_error).toContain("bookId")
  })

  it("delivers a transaction that commits late", async () => {
    const gate = Promise.withResolvers<void>()
    const late = bus.transaction(async (tx) => {
      await publish(tx, turned("late", 1))
      await gate.promise
    })
    await bus.transaction((tx) => publish(tx, turned("early", 1)))
    await bus.drain()
    gate.resolve()
    await late
    await bus.drain()
    expect(await noted()).toContain("strong late1")
  })

  it("lets several relays share the work, each delivery handled by one at a time and in order", async () => {
    for (const book of ["a", "b", "c"])
      for (const number of [1, 2, 3, 4]) await bus.transaction((tx) => publish(tx, turned(book, number)))
    lingerMs = 5
    const others = [openBus(), openBus(), openBus()]
    const relays = startJobs(
      others.map((one) => one.relay),
      kernel.hint,
      kernel.log,
    )
    await expect.poll(async () => (await deliveries()).every(({ state }) => state === "handled")).toBe(true)
    await relays.stop()
    expect(overlapping).toBe(false)
    for (const book of ["a", "b", "c"]) {
      const order = seen
        .filter((line) => line.startsWith(`strong ${book}`))
        .filter((line, i, all) => all.indexOf(line) === i)
      expect(order).toEqual([1, 2, 3, 4].map((number) => `strong ${book}${number}`))
    }
  })
})

describe("a subscriber that is new here", () => {
  it("is given every event since the beginning, in order and once, and those who were here are given none again", async () => {
    await bus.catchUp()
    for (const number of [1, 2, 3]) await bus.transaction((tx) => publish(tx, turned("a", number)))
    await bus.drain()
    seen = []
    bus.subscribe([note("late")])
    await Promise.all([bus.catchUp(), bus.catchUp()])
    await bus.drain()
    expect(seen.filter((line, i, all) => all.indexOf(line) === i)).toEqual(["late a1", "late a2", "late a3"])
    await bus.catchUp()
    await bus.drain()
    expect((await deliveries()).length).toBe(9)
  })
})

describe("a command", () => {
  it("answers once its own events are handled", async () => {
    const relay = startJobs([bus.relay], kernel.hint, kernel.log)
    await bus.command((tx) => publish(tx, turned("a", 1)))
    expect(await noted()).toEqual(["strong a1", "weak a1"])
    await relay.stop()
  })

  it("answers after two seconds when nobody handles them", async () => {
    const from = performance.now()
    await bus.command((tx) => publish(tx, turned("a", 1)))
    expect(performance.now() - from).toBeGreaterThan(1_900)
    expect(performance.now() - from).toBeLessThan(4_000)
  })
})
