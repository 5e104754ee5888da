import { parseArgs } from "node:util"
import { sql } from "drizzle-orm"
import { archiveEvents } from "../../src/shared/events/archive.ts"
import { API_KEY } from "../../tests/support/app.ts"
import { openShopAlone } from "../shop.ts"
import { median, quantile, seconds } from "./figures.ts"
import { fillHistory } from "./growth-rows.ts"

const REQUESTS = 100
const OLD_EVENTS = 100_000
const SUBSCRIBER = "event-history.name-ebook-when-requested-or-renamed"
const DAY_MS = 86_400_000
const PATHS = {
  "events page": "/dashboard/events",
  "its parked tab": "/dashboard/events?state=parked",
  "by type": "/api/v1/events?type=ebook-generation.page-illustrated",
  "one book": "/api/v1/events?ebookId=grown-7",
  metrics: "/metrics",
}

/** The same questions to an empty history and to one of so many events: `-- growth --rows 10000000`. */
export async function bench(): Promise<void> {
  const { values } = parseArgs({ allowPositionals: true, options: { rows: { type: "string", default: "1000000" } } })
  const rows = Number(values.rows)
  const shop = await openShopAlone(0, 100)
  const { db, bus } = shop.test.kernel
  console.log(
    `method: the served app on the embedded PostgreSQL; ${REQUESTS} requests one after the other on loopback; usage: POST /usage until its events are handled; ${rows} events of the last two months, two handled deliveries each`,
  )
  const before = await ask(shop.url)
  const filling = await timed(() => fillHistory(db, { rows, prefix: "grown-", from: daysAgo(60), to: daysAgo(1) }))
  const after = await ask(shop.url)
  const { rows: sizes } = await db.execute<{ size: string }>(
    sql`select pg_size_pretty(pg_total_relation_size('events.events') + pg_total_relation_size('events.deliveries')) as size`,
  )
  console.log(`filled in ${seconds(filling)}, ${sizes[0]?.size}`)
  for (const [name, times] of after) {
    const empty = before.get(name) ?? []
    const ratio = median(times) / median(empty)
    console.log(
      `${name.padEnd(16)} empty p50 ${ms(median(empty))} p99 ${ms(quantile(empty, 0.99))}; full p50 ${ms(median(times))} p99 ${ms(quantile(times, 0.99))}; × ${ratio.toFixed(2)}`,
    )
  }

  await fillHistory(db, { rows: OLD_EVENTS, prefix: "old-", from: daysAgo(200), to: daysAgo(170) })
  let moved = 0
  const archiving = await timed(async () => {
    moved = await archiveEvents(db, daysAgo(100))
  })
  console.log(`housekeeping moved ${moved} old events to the archive in ${seconds(archiving)}`)
  let replayed = 0
  const asking = await timed(async () => {
    replayed = await bus.replay(SUBSCRIBER, null)
  })
  const handling = await timed(() => shop.test.untilHandled())
  console.log(
    `a replay of ${replayed} events, some of them archived: asked for in ${seconds(asking)}, handled in ${seconds(handling)} more`,
  )
  await shop.close()
}

async function ask(url: string): Promise<Map<string, number[]>> {
  const headers = { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" }
  const get = async (path: string) => {
    const answer = await fetch(url + path, { headers })
    await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  }
  const use = async () => {
    const body = JSON.stringify({ attemptId: crypto.randomUUID(), ...USAGE })
    const answer = await fetch(`${url}/api/v1/usage`, { method: "POST", headers, body })
    if (answer.status !== 201) throw new Error(await answer.text())
  }
  const found = new Map([["usage", await times(use)]])
  for (const [name, path] of Object.entries(PATHS)) found.set(name, await times(() => get(path)))
  return found
}

const USAGE = {
  route: "images",
  model: "google/gemini-2.5-flash-image",
  occurredAt: new Date().toISOString(),
  outcome: "succeeded",
  imagesReturned: 1,
  usage: { prompt_tokens: 81, completion_tokens: 1290, total_tokens: 1371, cost: 0.0387243 },
}

async function times(work: () => Promise<void>): Promise<number[]> {
  const took: number[] = []
  for (let i = -10; i < REQUESTS; i++) {
    const one = await timed(work)
    if (i >= 0) took.push(one)
  }
  return took
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS)
const ms = (value: number) => `${value.toFixed(1)} ms`
