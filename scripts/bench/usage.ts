import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { TokensConsumed } from "../../src/features/ebook-generation/events.ts"
import { generationCosts } from "../../src/features/generation-costs/feature.ts"
import { migrateAll, openDb, openPool } from "../../src/shared/database/database.ts"
import { startEmbeddedPostgres } from "../../src/shared/database/embedded-postgres.ts"
import { createEventBus } from "../../src/shared/events/event-bus.ts"
import { createHint } from "../../src/shared/events/hint.ts"
import { publish } from "../../src/shared/events/transaction.ts"
import { createLog } from "../../src/shared/log.ts"
import { loadModelList } from "../../src/shared/model-list.ts"
import { median, quantile } from "./figures.ts"

const ATTEMPTS = 1_000
const PUBLISHERS = 8
const USAGE =
  '{"prompt_tokens":81,"completion_tokens":1290,"total_tokens":1371,"cost":0.0387243,"completion_tokens_details":{"image_tokens":1290}}'

/** One durable tracked usage: TokensConsumed published, delivered, charge and lines in the ledger, CostCalculated published. */
export async function bench(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "colophon-bench-"))
  const postgres = await startEmbeddedPostgres(dataDir)
  const log = createLog("silent", process.stderr)
  const pool = openPool(postgres.url, log, 10)
  const hint = createHint(pool, log)
  const db = openDb(pool)
  const bus = createEventBus({ db, hint, log, acknowledge: () => true })
  const models = loadModelList("config/models.yaml")
  const costs = generationCosts({ db, bus, log, now: () => new Date(), models, simulated: false, prices: null })
  bus.subscribe(costs.subscriptions)
  const events = { schema: "events", folder: new URL("../../src/shared/events/migrations/", import.meta.url) }
  await migrateAll(pool, [events, costs.migrations])
  await costs.preparePrices()
  await db.execute("create table baseline (id text primary key, usage text)")

  const baseline = await timed(
    ATTEMPTS,
    1,
    async (i) => void (await pool.query("insert into baseline values ($1, $2)", [`b${i}`, USAGE])),
  )
  const jobs = bus.relay.start()
  const alone = await timed(200, 1, (i) => bus.command((tx) => publish(tx, consumed(`alone-${i}`))))
  const from = performance.now()
  await timed(ATTEMPTS, PUBLISHERS, (i) => bus.transaction((tx) => publish(tx, consumed(`many-${i}`))))
  while ((await pool.query("select 1 from events.deliveries where state = 'pending' limit 1")).rows.length > 0)
    await new Promise((wake) => setTimeout(wake, 5))
  const amortised = (performance.now() - from) / ATTEMPTS
  const { rows } = await pool.query(
    "select count(*)::int as n, sum(amount)::text as total from generation_costs.charges",
  )
  await jobs.stop()
  await hint.close()
  await pool.end()
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })

  console.log(
    `method: embedded PostgreSQL with fsync; ${ATTEMPTS} attempts of ${ATTEMPTS / 20} books from ${PUBLISHERS} publishers, one process, until nothing is pending`,
  )
  console.log(`baseline, one insert and commit of the usage: p50 ${median(baseline).toFixed(2)} ms`)
  console.log(
    `one at a time, publish until in the ledger: p50 ${median(alone).toFixed(1)} ms, p99 ${quantile(alone, 0.99).toFixed(1)} ms`,
  )
  console.log(
    `under load, amortised: ${amortised.toFixed(2)} ms an attempt, ${(amortised / median(baseline)).toFixed(1)} × the baseline`,
  )
  console.log(`the ledger has ${rows[0].n} charges, $${rows[0].total}`)
}

const consumed = (attemptId: string) =>
  TokensConsumed.of(
    {
      attemptId,
      generationId: attemptId,
      ebookId: `book-${Number(attemptId.split("-")[1]) % (ATTEMPTS / 20)}`,
      pages: [1],
      purpose: "page",
      route: "images",
      requestedModel: "google/gemini-2.5-flash-image",
      model: "google/gemini-2.5-flash-image",
      provider: null,
      occurredAt: new Date().toISOString(),
      simulated: false,
      outcome: "succeeded",
      imagesReturned: 1,
      usage: USAGE,
    },
    new Date(),
  )

async function timed(count: number, atOnce: number, work: (i: number) => Promise<void>): Promise<number[]> {
  const took: number[] = []
  let next = 0
  const lane = async () => {
    while (next < count) {
      const i = next++
      const from = performance.now()
      await work(i)
      took.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return took
}
