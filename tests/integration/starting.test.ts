import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"

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

describe("a command that is not understood", () => {
  it("fails with a sentence and leaves no database running", () => {
    const { status, stderr } = run("src/cli.ts", ["ebook", "create", "--wrong"])
    expect([status, stderr.trim()]).toEqual([1, "error: unknown option '--wrong'"])
    expect(existsSync(join(dataDir, "postgres", "PG_VERSION"))).toBe(true)
    expect(existsSync(join(dataDir, "postgres", "postmaster.pid"))).toBe(false)
  })
})
