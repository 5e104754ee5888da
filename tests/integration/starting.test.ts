import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { freshDatabase } from "../support/database.ts"
import { startProcess } from "../support/processes.ts"

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "colophon-start-"))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const run = (file: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync("node", [file, ...args], {
    encoding: "utf8",
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: "error", DATABASE_URL: "", ...env },
  })

describe("a start that cannot succeed", () => {
  it("on a server that cannot be reached ends with one sentence that names DATABASE_URL", () => {
    const { status, stderr } = run("src/main.ts", [], { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" })
    expect(status).toBe(1)
    expect(stderr.trim()).toMatch(/^Colophon cannot start\. DATABASE_URL takes .* cannot: .*\.$/)
  })
})

describe("a command that is not understood", { timeout: 60_000 }, () => {
  it("fails with a sentence and leaves no database running", () => {
    const { status, stderr } = run("src/cli.ts", ["ebook", "create", "--wrong"])
    expect([status, stderr.trim()]).toEqual([1, "error: unknown option '--wrong'"])
    expect(existsSync(join(dataDir, "postgres", "PG_VERSION"))).toBe(true)
    expect(existsSync(join(dataDir, "postgres", "postmaster.pid"))).toBe(false)
  })
})

describe("a start without any user", { timeout: 60_000 }, () => {
  const sentence =
    /No user yet\. Make the first administrator within 30 minutes: http:\/\/127\.0\.0\.1:\d+\/setup\?token=[\w-]+/g
  /** What a start in this role says until it has answered and has been stopped. */
  async function said(env: Record<string, string>) {
    const database = await freshDatabase()
    const started = await startProcess({ DATA_DIR: dataDir, DATABASE_URL: database.url, ...env })
    await expect.poll(() => started.said.stderr, { timeout: 50_000 }).toContain(" is at http://127.0.0.1:")
    await started.end("SIGTERM")
    await database.drop()
    return started.said
  }

  it("says once how to make one, as a line of the log", async () => {
    const { stdout, stderr } = await said({ LOG_LEVEL: "warn" })
    expect([stdout.match(sentence)?.length, stderr.match(sentence)]).toEqual([1, null])
    const line = stdout.split("\n").find((one) => one.includes("No user yet")) ?? "{}"
    expect(JSON.parse(line)).toMatchObject({ level: "warn", message: expect.stringMatching(sentence) })
  })

  it.each(["error", "silent"])("says it once in plain words where the log is too quiet for it: %s", async (level) => {
    const { stdout, stderr } = await said({ LOG_LEVEL: level, ROLE: "web" })
    expect([stdout.match(sentence), stderr.match(sentence)?.length]).toEqual([null, 1])
  })

  it("says nothing of it in a worker, where nobody can sign in", async () => {
    const { stdout, stderr } = await said({ LOG_LEVEL: "info", ROLE: "worker" })
    expect(stdout + stderr).not.toContain("No user yet")
  })
})
