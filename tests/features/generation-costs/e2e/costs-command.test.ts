import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Process, startProcess } from "../../../support/processes.ts"
import { readCsv } from "../csv.ts"

const KEY = "a-key-for-the-tests-only"
let env: { DATA_DIR: string; DATABASE_URL: string; LOG_LEVEL: string; COLOPHON_API_KEY: string }
let server: Process

beforeAll(async () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), "colophon-costs-"))
  env = { DATA_DIR, DATABASE_URL: "", LOG_LEVEL: "error", COLOPHON_API_KEY: KEY }
  server = await startProcess(env)
  expect([await server.ready(), server.said.stderr]).toEqual([true, expect.any(String)])
  for (const n of [1, 2, 3]) await report(`reported-${n}`, n)
}, 60_000)
afterAll(async () => {
  await server.end("SIGTERM")
  rmSync(env.DATA_DIR, { recursive: true, force: true })
}, 30_000)

async function report(attemptId: string, dollars: number): Promise<void> {
  const told = { attemptId, model: "press/model", route: "images", outcome: "succeeded", imagesReturned: 1 }
  const answer = await fetch(`${server.url}/api/v1/usage`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ ...told, occurredAt: "2026-11-20T12:00:00Z", usage: { cost: dollars } }),
  })
  expect([answer.status, await answer.text()]).toEqual([201, expect.any(String)])
}

async function colophon(...words: string[]) {
  const child = spawn("node", ["src/cli.ts", ...words], { env: { ...process.env, ...env } })
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")])
  return { status, stdout, stderr }
}

async function asked() {
  const { status, stdout, stderr } = await colophon("costs", "--by", "day", "--json")
  expect([status, stderr]).toEqual([0, ""])
  return JSON.parse(stdout)
}
const COSTS = { total: { amount: "6" }, attempts: 3, rows: [{ key: "2026-11-20" }] }

describe("the command line of the costs", { timeout: 60_000 }, () => {
  it("tells them beside a running server", async () => expect(await asked()).toMatchObject(COSTS))

  it("writes the same file as the server", async () => {
    const { status, stdout } = await colophon("costs", "--csv", "--from", "2026-11-20", "--to", "2026-11-20")
    expect([status, readCsv(stdout).rows.map(({ EffectiveCost }) => EffectiveCost)]).toEqual([0, ["3", "2", "1"]])
    const headers = { authorization: `Bearer ${KEY}` }
    const address = `${server.url}/api/v1/costs/export.csv?from=2026-11-20&to=2026-11-20`
    expect(await (await fetch(address, { headers })).text()).toBe(stdout)
  })

  it("says a wrong option in one sentence, and fails", async () => {
    const { status, stdout, stderr } = await colophon("costs", "--by", "colour")
    const sentence = "--by takes one of day, month, model, ebook, theme, outcome, purpose.\n"
    expect([status, stdout, stderr]).toEqual([1, "", sentence])
  })

  it("proves them", async () => {
    const { status, stdout } = await colophon("ledger", "check")
    expect([status, stdout]).toEqual([0, expect.stringContaining("3 attempts, added one by one: $6.00\n")])
  })

  it("tells them on its own, and leaves no database running", async () => {
    await server.end("SIGTERM")
    expect(await asked()).toMatchObject(COSTS)
    expect(existsSync(join(env.DATA_DIR, "postgres", "postmaster.pid"))).toBe(false)
  })
})
