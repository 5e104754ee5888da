import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { Pool } from "pg"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { readChargeLog } from "../../src/sandbox/charge-log.ts"
import { decimal, sum, toText } from "../../src/shared/money.ts"
import { NEW_BOOK } from "../support/app.ts"
import { emptyDatabase } from "../support/database.ts"
import { type Process, startProcess } from "../support/processes.ts"

const KEY = "a-key-for-the-roles"
const env = (role: string) => ({
  ROLE: role,
  DATA_DIR: dataDir,
  DATABASE_URL: database.url,
  COLOPHON_API_KEY: KEY,
  ADMIN_EMAIL: "mara@paperbay.example",
  ADMIN_PASSWORD: "a-long-password-1",
  LEASE_SECONDS: "2",
  LOG_LEVEL: "warn",
})

let database: Awaited<ReturnType<typeof emptyDatabase>>
let dataDir: string
let pool: Pool
const started: Process[] = []

beforeEach(async () => {
  database = await emptyDatabase()
  dataDir = mkdtempSync(join(tmpdir(), "colophon-roles-"))
  pool = new Pool({ connectionString: database.url, max: 2 })
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((process) => process.end("SIGKILL")))
  await pool.end()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const start = async (role: string) => {
  const process = await startProcess(env(role))
  started.push(process)
  return process
}
const call = async (process: Process, method: string, path: string, body?: object) => {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" }
  const payload = body ? { body: JSON.stringify(body) } : {}
  const response = await fetch(`${process.url}/api/v1${path}`, { method, headers, ...payload })
  return { status: response.status, body: (await response.json()) as any }
}
const rows = async (query: string) => (await pool.query(query)).rows
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await sleep(50)
}

describe("a web process and two workers on one PostgreSQL server", () => {
  it("begin together on an empty database, make a book whoever of them is killed, and pay for it once", async () => {
    let [web, ...workers] = (await Promise.all([start("web"), start("worker"), start("worker")])) as [
      Process,
      Process,
      Process,
    ]
    expect(await Promise.all([web, ...workers].map((process) => process.ready()))).toEqual([true, true, true])
    expect(await rows("select email from access.users")).toEqual([{ email: "mara@paperbay.example" }])
    expect(readdirSync(join(dataDir, "secrets"))).toEqual(["session"])
    expect(await rows("select role from processes.heartbeats order by role")).toEqual([
      { role: "web" },
      { role: "worker" },
      { role: "worker" },
    ])
    expect((await call(workers[0] as Process, "GET", "/ebooks")).status).toBe(404)

    const { body: requested } = await call(web, "POST", "/ebooks", NEW_BOOK)
    const book = async () => (await call(web, "GET", `/ebooks/${requested.id}`)).body
    await until(async () => (await book()).progress.done >= 5)
    await workers[0]?.end("SIGKILL")
    await web.end("SIGKILL")
    web = await start("web")
    expect(await web.ready()).toBe(true)
    await until(async () => ["draft", "failed"].includes((await book()).status))
    expect(await book()).toMatchObject({ status: "draft", progress: { done: 26 }, simulated: true })
    await until(async () => (await rows("select 1 from events.deliveries where state = 'pending'")).length === 0)

    const { items } = (await call(web, "GET", "/costs/attempts?simulated=true&pageSize=200")).body
    const charges = await readChargeLog(join(dataDir, "sandbox", "charges.jsonl"))
    const unknown = new Set(items.filter((one: any) => one.outcome === "unknown").map((one: any) => one.attemptId))
    const answered = charges.filter(({ attemptId }) => !unknown.has(attemptId))
    const idsOf = (some: readonly { attemptId: string | null }[]) => some.map(({ attemptId }) => attemptId).sort()
    expect(idsOf(items.filter((one: any) => !unknown.has(one.attemptId)))).toEqual(idsOf(answered))
    const { total } = (await call(web, "GET", "/costs?simulated=true")).body
    expect(total).toMatchObject({
      amount: toText(sum(answered.map(({ cost }) => decimal(cost)))),
      unresolvedCount: unknown.size,
      heldCount: 0,
      unpricedCount: 0,
    })
    expect(await rows("select distinct source from generation_costs.price_versions")).toEqual([
      { source: expect.stringContaining("config/models.yaml") },
    ])

    await Promise.all(started.map((process) => process.end("SIGTERM")))
    expect(await rows("select role from processes.heartbeats order by role")).toEqual([
      { role: "web" },
      { role: "worker" },
    ])
  }, 120_000)
})
