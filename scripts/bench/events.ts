import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { v7 as uuidv7 } from "uuid"
import { migrateAll, openPool } from "../../src/shared/database/database.ts"
import { startEmbeddedPostgres } from "../../src/shared/database/embedded-postgres.ts"
import { createLog } from "../../src/shared/log.ts"
import { type Contender, happening } from "./events/contender.ts"
import { CONTENDERS, openContender } from "./events/open-contender.ts"
import { recovery } from "./events/recovery.ts"
import { startWorkers, stopWorkers } from "./events/workers.ts"
import { median, quantile } from "./figures.ts"

const EVENTS = 3_000
const AGGREGATES = 200
const PUBLISHERS = 8
const IDLE_EVENTS = 200
const IDLE_PAUSE_MS = 30

/** Publish, deliver and handle, across processes; beside a bare insert and beside pg-boss doing the same work. */
export async function bench(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "colophon-bench-"))
  const postgres = await startEmbeddedPostgres(dataDir)
  const { url } = postgres
  const pool = openPool(url, createLog("silent", process.stderr), 10)
  const events = { schema: "events", folder: new URL("../../src/shared/events/migrations/", import.meta.url) }
  await migrateAll(pool, [events])
  await pool.query("create table effects (number int primary key, at timestamptz not null)")
  await pool.query("create table bare (like events.events including all)")
  const handled = async () => (await pool.query("select count(*)::int as n from effects")).rows[0].n as number
  const untilHandled = async (count: number) => {
    while ((await handled()) < count) await sleep(5)
  }

  console.log(
    `method: embedded PostgreSQL with fsync; ${EVENTS} events of ${AGGREGATES} aggregates, ${PUBLISHERS} publishers`,
  )
  console.log("        in one process, handlers in others: one row each, in one transaction with its acknowledgement;")
  console.log(
    "        each figure is the time until the last effect is there, divided by the events; median of 3 rounds",
  )
  let next = 0
  const insertBare = async () => {
    const { from, said, number } = happening(next++, AGGREGATES)
    await pool.query(
      `insert into bare (id, name, aggregate_id, sequence, correlation, payload, occurred_at)
       values ($1, 'bench.happened', $2, $3, $4, $5, now())`,
      [uuidv7(), from, next, JSON.stringify({ ebookId: from }), JSON.stringify({ number, from, said })],
    )
  }
  await timed(300, PUBLISHERS, insertBare)
  const bare = await rounds(async () => timed(EVENTS, PUBLISHERS, insertBare))
  const alone = await rounds(async () => timed(500, 1, insertBare))
  console.log(`bare insert and commit of the same row: ${ms(bare)} by ${PUBLISHERS} at once, ${ms(alone)} by one`)

  for (const name of CONTENDERS) {
    const contender = await openContender(name, pool, url)
    for (const count of [1, 2, 4]) {
      const workers = await startWorkers(count, name, url, 0)
      const took = await rounds(async () => {
        await pool.query("truncate effects")
        const first = next
        const from = performance.now()
        await timed(EVENTS, PUBLISHERS, () => contender.say(happening(next++, AGGREGATES)))
        await untilHandled(next - first)
        return (performance.now() - from) / EVENTS
      })
      const idle = count === 1 ? await latencies(contender) : null
      await stopWorkers(workers)
      console.log(
        `${contender.name}, ${count} worker process${count > 1 ? "es" : ""}: ${ms(took)} an event, ${(took / bare).toFixed(1)} × bare, ${Math.round(1000 / took)} a second`,
      )
      if (idle)
        console.log(
          `  idle, from commit until the effect is written in another process: p50 ${ms(median(idle))}, p99 ${ms(quantile(idle, 0.99))}, max ${ms(Math.max(...idle))}`,
        )
    }
    if (name === "colophon") await recovery(pool, contender, url)
    await contender.close()
  }

  async function latencies(contender: Contender): Promise<number[]> {
    const committed = new Map<number, number>()
    await pool.query("truncate effects")
    for (let i = 0; i < IDLE_EVENTS; i++) {
      const what = happening(next++, AGGREGATES)
      await contender.say(what)
      committed.set(what.number, performance.timeOrigin + performance.now())
      await sleep(IDLE_PAUSE_MS)
    }
    await untilHandled(IDLE_EVENTS)
    const { rows } = await pool.query("select number, extract(epoch from at)::float8 * 1000 as at from effects")
    return rows.map(({ number, at }) => Math.max(0, at - (committed.get(number) ?? 0)))
  }

  await pool.end()
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

/** Milliseconds each, all of them done by so many at once. */
async function timed(count: number, atOnce: number, work: () => Promise<void>): Promise<number> {
  let left = count
  const from = performance.now()
  const lane = async () => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return (performance.now() - from) / count
}

async function rounds(round: () => Promise<number>): Promise<number> {
  return median([await round(), await round(), await round()])
}

const ms = (value: number) => `${value.toFixed(2)} ms`
