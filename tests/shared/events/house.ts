import { sql } from "drizzle-orm"
import type { Pool } from "pg"
import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest"
import { type Db, openDb, openPool } from "../../../src/shared/database/database.ts"
import type { DomainEvent } from "../../../src/shared/events/domain-event.ts"
import { createEventBus, type EventBus } from "../../../src/shared/events/event-bus.ts"
import type { Subscription } from "../../../src/shared/events/event-handler.ts"
import { createHint, type Hint } from "../../../src/shared/events/hint.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { startJobs } from "../../../src/shared/jobs.ts"
import { createLog, type Log } from "../../../src/shared/log.ts"

/** A migrated database of one's own on some server. */
export type Database = { url: string; drop: () => Promise<void> }

/** A process as main makes one: its own connections, its own ear for hints, its own bus. */
export type Process = {
  bus: EventBus
  db: Db
  pool: Pool
  hint: Hint
  log: Log
  logged: () => Record<string, unknown>[]
  /** Starts its relay. */
  work(): void
  leave(): Promise<void>
}

export const always = () => true

/** What every rule begins with: empty tables and nobody at work. */
export let house: House
export type House = Awaited<ReturnType<typeof openHouse>>

/** Says the rules of one server's bus, each on empty tables. */
export function onServer(name: string, open: () => Promise<Database>, rules: readonly (() => void)[]): void {
  describe(`the bus on ${name}`, () => {
    beforeAll(async () => {
      house = await openHouse(await open())
    })
    afterAll(() => house.close())
    beforeEach(() => house.clear())
    afterEach(() => house.everybodyLeaves())
    for (const rule of rules) rule()
  })
}

async function openHouse({ url, drop }: Database) {
  const silent = createLog("silent", process.stderr)
  const pool = openPool(url, silent, 10)
  const db = openDb(pool)
  const inside = new Set<Process>()
  await db.execute(sql`
    create table heard (id bigserial primary key, reader text, book text, number int, tx text)`)

  const rows = async <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
    (await db.execute<T>(query)).rows

  function enter(subscriptions: readonly Subscription[], acknowledge: (id: string) => boolean, leaseSeconds = 10) {
    const lines: string[] = []
    const log = createLog("info", { write: (line) => void lines.push(line) })
    const ownPool = openPool(url, log, leaseSeconds)
    const hint = createHint(ownPool, log)
    const bus = createEventBus({ db: openDb(ownPool), hint, log, acknowledge })
    bus.subscribe(subscriptions)
    const working: { stop(): Promise<void> }[] = []
    const entered: Process = {
      ...{ bus, db: openDb(ownPool), pool: ownPool, hint, log },
      logged: () => lines.map((line) => JSON.parse(line)),
      work: () => void working.push(startJobs([bus.relay], hint, log)),
      async leave() {
        inside.delete(entered)
        await Promise.all(working.map((jobs) => jobs.stop()))
        await hint.close()
        await ownPool.end()
      },
    }
    inside.add(entered)
    return entered
  }

  return {
    url,
    db,
    pool,
    rows,
    enter,
    /** A process in which every delivery is acknowledged, so that it happens once. */
    exact: (...subscriptions: Subscription[]) => enter(subscriptions, always),
    /** What a reader's effects say it heard, in the order of the handlings: "a1". */
    async heard(name: string): Promise<string[]> {
      const found = await rows<{ page: string }>(
        sql`select book || number as page from heard where reader = ${name} order by id`,
      )
      return found.map(({ page }) => page)
    },
    deliveries: () =>
      rows<Delivery>(sql`
        select d.id, d.subscriber, d.aggregate_id || d.sequence as page, d.state, d.tries, d.last_error,
               extract(epoch from d.next_at) * 1000 as next_at
        from events.deliveries d order by d.id`),
    events: () => rows<{ name: string; caused_by: string | null }>(sql`select * from events.events order by id`),
    /** The wait for the next try is over. */
    makeDue: () => db.execute(sql`update events.deliveries set next_at = now() where state = 'pending'`),
    allHandled: async () =>
      (await rows(sql`select from events.deliveries where state <> 'handled' limit 1`)).length === 0,
    clear: () =>
      db.execute(sql`truncate heard, events.events, events.deliveries, events.aggregates, events.subscribers,
                              events.archived_events, events.archived_months`),
    everybodyLeaves: () => Promise.all([...inside].map((one) => one.leave())),
    async close() {
      await pool.end()
      await drop()
    },
  }
}

export type Delivery = {
  id: string
  subscriber: string
  /** The aggregate and the number in it, "a1". */
  page: string
  state: "pending" | "handled" | "parked"
  tries: number
  last_error: string | null
  /** Milliseconds since 1970, by the database's clock. */
  next_at: string
}

export async function deliveryOf(page: string): Promise<Delivery> {
  const found = (await house.deliveries()).find((one) => one.page === page)
  if (!found) throw new Error(`nobody was told of ${page}`)
  return found
}

/** Says each event in a transaction of its own, one after the other. */
export async function say({ bus }: Process, ...events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) await bus.transaction((tx) => publish(tx, event))
}

/** Says them all in one transaction. */
export const sayAtOnce = ({ bus }: Process, ...events: readonly DomainEvent[]): Promise<void> =>
  bus.transaction(async (tx) => {
    for (const event of events) await publish(tx, event)
  })

/** How many wait for somebody else's lock. */
export const waitingForLocks = async () =>
  (
    await house.rows(sql`select from pg_locks l join pg_stat_activity a using (pid)
                        where not l.granted and a.datname = current_database()`)
  ).length
