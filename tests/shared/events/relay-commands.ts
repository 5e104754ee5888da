import { sql } from "drizzle-orm"
import fc from "fast-check"
import { expect } from "vitest"
import { archiveEvents } from "../../../src/shared/events/archive.ts"
import type { Deliver } from "../../../src/shared/events/delivering.ts"
import type { EventBus } from "../../../src/shared/events/event-bus.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { house } from "./house.ts"
import { turned } from "./readers.ts"
import { type Expected, fail, fails, fresh, handle, heads, lineOf, type Model, unhandled } from "./relay-model.ts"

export type Real = { bus: EventBus; deliver: Deliver; failing: Set<string>; join(subscriber: string): void }
type Command = fc.AsyncCommand<Model, Real>

const READERS = ["ada", "bob"]
const BOOKS = ["a", "b"]
const LATER = "eve"

/** After each step the tables say what the model says. */
async function agree(model: Model): Promise<void> {
  const [found] = await house.rows<{ unhandled: string[]; heard: Record<string, string[]> }>(sql`
    select array(select subscriber || ' ' || aggregate_id || sequence || ' ' || state from events.deliveries
                 where state <> 'handled') as unhandled,
           (select jsonb_object_agg(reader, pages) from (
              select reader, jsonb_agg(book || number order by id) as pages from heard group by reader) each) as heard`)
  expect(found?.unhandled.sort()).toEqual(unhandled(model).sort())
  expect(found?.heard ?? {}).toEqual(Object.fromEntries(model.heard))
}

const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real)
    await agree(model)
  },
  toString: () => name,
})

const says = (book: string, count: number) =>
  command(`say ${count} of ${book}`, async (model, { bus }) => {
    const before = model.said.filter((one) => one.book === book).length
    for (let number = before + 1; number <= before + count; number++) {
      await bus.transaction((tx) => publish(tx, turned(book, number)))
      const page = `${book}${number}`
      model.said.push({ page, book, archived: false })
      for (const line of model.lines.values()) line.push(fresh(page, book))
    }
  })

/** Any legal step will do: which of several books comes first is the bus's own affair. */
const delivers = (subscriber: string, most: number) =>
  command(`deliver ${most} to ${subscriber}`, async (model, { deliver }) => {
    const dueHeads = heads(model, subscriber)
    const before = model.heard.get(subscriber)?.length ?? 0
    const outcome = await deliver(subscriber, most)
    const news = (await house.heard(subscriber)).slice(before)
    expect(outcome === "idle").toBe(dueHeads.length === 0)
    expect(news.length > 0).toBe(outcome === "worked")
    expect(news.length).toBeLessThanOrEqual(most)
    if (dueHeads.every((head) => !fails(model, subscriber, head)) && most === 1) expect(outcome).not.toBe("failed")
    for (const page of news) {
      const head = heads(model, subscriber).find((one) => one.page === page && !fails(model, subscriber, one))
      expect(head?.page).toBe(page)
      if (head) handle(model, subscriber, head)
    }
    if (outcome === "failed") fail(await triedOnceMore(model, subscriber))
  })

async function triedOnceMore(model: Model, subscriber: string): Promise<Expected> {
  const found = (await house.deliveries()).filter((one) => one.subscriber === subscriber)
  const changed = heads(model, subscriber).filter(
    (head) => found.find(({ page }) => page === head.page)?.tries === head.tries + 1,
  )
  expect(changed).toHaveLength(1)
  const [one] = changed
  if (!one || !fails(model, subscriber, one)) throw new Error("it did not have to fail")
  return one
}

const breaks = (subscriber: string, of: string) =>
  command(`${subscriber} fails at ${of}`, async (model, { failing }) => {
    for (const set of [model.failing, failing]) set.add(`${subscriber} ${of}`)
  })

const heals = (subscriber: string) =>
  command(`${subscriber} fails no more`, async (model, { failing }) => {
    for (const set of [model.failing, failing]) for (const of of BOOKS) set.delete(`${subscriber} ${of}`)
  })

const waits = command("the next try is due", async (model) => {
  await house.makeDue()
  for (const line of model.lines.values()) for (const one of line) one.due = true
})

const tires = (subscriber: string) =>
  command(`${subscriber} has one try left, now`, async (model) => {
    await house.db.execute(
      sql`update events.deliveries set tries = 7, next_at = now() where state = 'pending' and subscriber = ${subscriber}`,
    )
    for (const one of lineOf(model, subscriber))
      if (one.state === "pending") Object.assign(one, { tries: 7, due: true })
  })

const again = (one: Expected) => Object.assign(one, { state: "pending", tries: 0, due: true })

const retries = (subscriber: string) =>
  command(`retry what ${subscriber} parked`, async (model, { bus }) => {
    const parked = lineOf(model, subscriber).filter(({ state }) => state === "parked")
    expect(await bus.retryParked(subscriber)).toBe(parked.length)
    parked.forEach(again)
  })

const replays = (subscriber: string) =>
  command(`replay ${subscriber}`, async (model, { bus }) => {
    expect(await bus.replay(subscriber, null)).toBe(lineOf(model, subscriber).length)
    lineOf(model, subscriber).forEach(again)
  })

const archives = command("archive", async (model) => {
  const done = model.said.filter(
    ({ page, archived }) =>
      !archived &&
      [...model.lines.values()].every((line) => line.find((one) => one.page === page)?.state === "handled"),
  )
  const moved = await archiveEvents(house.db, new Date(Date.now() + 60_000))
  // What a replay of archived events left behind counts as well.
  expect(moved).toBeGreaterThanOrEqual(done.length)
  for (const one of done) one.archived = true
  const kept = await house.rows<{ count: number }>(sql`select count(*)::int as count from events.archived_events`)
  expect(kept).toEqual([{ count: model.said.filter(({ archived }) => archived).length }])
})

const joins: Command = {
  ...command(`${LATER} comes`, async (model, { bus, join }) => {
    join(LATER)
    await bus.catchUp()
    model.lines.set(
      LATER,
      model.said.map(({ page, book }) => fresh(page, book)),
    )
  }),
  check: ({ lines }) => !lines.has(LATER),
}

const who = fc.constantFrom(...READERS)
const book = fc.constantFrom(...BOOKS)
const few = fc.integer({ min: 1, max: 3 })
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)

/** Mostly it delivers, so that what the others prepare has a chance to go wrong. */
export const relayCommands = fc.commands(
  [
    ...times(
      2,
      fc.tuple(book, few).map(([of, count]) => says(of, count)),
    ),
    ...times(
      6,
      fc.tuple(who, fc.constantFrom(1, 1, 2, 5, 100)).map(([to, most]) => delivers(to, most)),
    ),
    ...times(
      2,
      fc.tuple(who, book).map(([name, of]) => breaks(name, of)),
    ),
    ...times(2, fc.constant(waits)),
    ...[who.map(heals), who.map(tires), who.map(tires), who.map(retries), who.map(replays)],
    ...[fc.constant(archives), fc.constant(joins)],
  ],
  { maxCommands: 60, size: "max" },
)
