import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { Pool } from "pg"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Charge, readChargeLog } from "../../src/sandbox/charge-log.ts"
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts"
import { loadModelList } from "../../src/shared/model-list.ts"
import { decimal, sum, toText } from "../../src/shared/money.ts"
import { NEW_BOOK } from "../support/app.ts"
import { freshDatabase } from "../support/database.ts"
import { type Process, startProcess } from "../support/processes.ts"

const KEY = "a-key-for-stopping"
/** How long a paid call takes: longer than it takes to notice one and to stop. */
const CALL_MS = 1_500

let database: Awaited<ReturnType<typeof freshDatabase>>
let dataDir: string
let pool: Pool
let sandbox: RunningSandbox
let server: Process

const start = async () => {
  server = await startProcess({
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    OPENROUTER_API_KEY: "stopping",
    OPENROUTER_BASE_URL: sandbox.url,
    COLOPHON_API_KEY: KEY,
    LEASE_SECONDS: "2",
    LOG_LEVEL: "info",
  })
  expect(await server.ready()).toBe(true)
}

beforeEach(async () => {
  database = await freshDatabase()
  dataDir = mkdtempSync(join(tmpdir(), "colophon-stop-"))
  pool = new Pool({ connectionString: database.url, max: 2 }).on("error", () => {})
  const chargeLogPath = join(dataDir, "charges.jsonl")
  sandbox = await startSandbox({
    models: loadModelList("config/models.yaml"),
    chargeLogPath,
    port: 0,
    latencyMs: CALL_MS,
  })
  await start()
})
afterEach(async () => {
  await server.end("SIGKILL")
  await sandbox.close()
  await pool.end()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const order = () =>
  fetch(`${server.url}/api/v1/ebooks`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify(NEW_BOOK),
  })
const attempts = async (): Promise<{ status: string; count: number }[]> =>
  (await pool.query("select status, count(*)::int as count from ebook_generation.attempts group by 1 order by 1")).rows
const charges = (): Promise<Charge[]> => readChargeLog(join(dataDir, "charges.jsonl"))
const untilCallsAreUnderWay = async () => {
  expect((await order()).status).toBe(202)
  await expect.poll(attempts, { timeout: 15_000 }).toEqual([{ status: "sent", count: 3 }])
  await sleep(200)
}

describe("a SIGTERM while calls are under way", { timeout: 60_000 }, () => {
  it("answers what it is answering, waits for the paid calls, takes no new work, and leaves no attempt unknown", async () => {
    await untilCallsAreUnderWay()
    const live = await fetch(`${server.url}/dashboard/live`, {
      headers: { authorization: `Bearer ${KEY}`, accept: "text/event-stream" },
    })
    expect(live.headers.get("content-type")).toContain("text/event-stream")
    const [answer] = await Promise.all([order(), sleep(5).then(() => server.child.kill("SIGTERM"))])
    expect(answer.status).toBe(202)
    await once(server.child, "exit")
    expect(server.child.exitCode).toBe(0)
    await live.text().catch(() => {})

    expect(await attempts()).toEqual([{ status: "ended", count: 3 }])
    const { rows } = await pool.query("select reported::text from ebook_generation.attempts")
    const paid = await charges()
    expect(paid).toHaveLength(3)
    expect(toText(sum(rows.map(({ reported }) => decimal(reported))))).toBe(
      toText(sum(paid.map(({ cost }) => decimal(cost)))),
    )
  })
})

describe("a second SIGTERM", { timeout: 60_000 }, () => {
  it("stops at once, and the next start repairs what was under way", async () => {
    await untilCallsAreUnderWay()
    server.child.kill("SIGTERM")
    await sleep(400)
    const from = performance.now()
    server.child.kill("SIGTERM")
    await once(server.child, "exit")
    expect(server.child.exitCode).toBe(1)
    expect(performance.now() - from).toBeLessThan(CALL_MS / 2)
    expect(await attempts()).toEqual([{ status: "sent", count: 3 }])

    await start()
    const isRepaired = async () => (await attempts()).find(({ status }) => status === "unknown")?.count
    await expect.poll(isRepaired, { timeout: 20_000 }).toBe(3)
  })
})
