import { spawn } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { judgeDisk } from "../../src/doctor/look-at-folder.ts"
import { startSandbox } from "../../src/sandbox/sandbox.ts"
import { loadModelList } from "../../src/shared/model-list.ts"
import { type Kernel, openKernel } from "../support/database.ts"

type Sandbox = Awaited<ReturnType<typeof startSandbox>>
let kernel: Kernel
let sandbox: Sandbox
let folder: string
let freePort: string
beforeAll(async () => {
  freePort = await takenPort(async (port) => port)
  kernel = await openKernel()
  const chargeLogPath = join(mkdtempSync(join(tmpdir(), "colophon-doctor-")), "charges.jsonl")
  sandbox = await startSandbox({ models: loadModelList("config/models.yaml"), chargeLogPath, port: 0, latencyMs: 0 })
})
afterAll(async () => {
  await sandbox.close()
  await kernel.close()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "colophon-doctor-"))
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true, force: true })
})

type Env = Record<string, string>

/** The real command, on the test's own database unless told otherwise. */
async function run(file: string, args: readonly string[], env: Env) {
  const base = { DATA_DIR: folder, DATABASE_URL: kernel.url, PORT: freePort, LOG_LEVEL: "error" }
  const child = spawn("node", [file, ...args], { env: { ...process.env, ...base, ...env } })
  const said = { stdout: "", stderr: "" }
  child.stdout.on("data", (chunk) => {
    said.stdout += chunk
  })
  child.stderr.on("data", (chunk) => {
    said.stderr += chunk
  })
  const status = await new Promise((gone) => child.once("close", gone))
  return { status, ...said }
}
const doctor = async (env: Env) => {
  const { status, stdout } = await run("src/cli.ts", ["doctor", "--json"], env)
  const { sound, findings } = JSON.parse(stdout)
  return {
    status,
    sound,
    said: (about: string) => findings.find((one: { about: string }) => one.about === about),
  }
}
const start = async (env: Env) => (await run("src/main.ts", [], env)).stderr.trim()

async function takenPort<T>(work: (port: string) => Promise<T>): Promise<T> {
  const server = createServer((socket) => socket.end("I am another program\n"))
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const address = server.address()
  try {
    return await work(String(typeof address === "object" ? address?.port : 0))
  } finally {
    server.close()
  }
}

describe("the doctor", () => {
  it("finds nothing wrong where nothing is, in words for a person", async () => {
    const { status, stdout } = await run("src/cli.ts", ["doctor"], {})
    expect(stdout).toContain("Nothing is missing.")
    expect(stdout.split("\n").every((line) => /^(ok {7}|Nothing|$)/.test(line))).toBe(true)
    expect(status).toBe(0)
  })

  it("says the same sentence as a start where the port is taken", () =>
    takenPort(async (PORT) => {
      const { status, sound, said } = await doctor({ PORT })
      expect([status, sound]).toEqual([1, false])
      expect(said("port")).toEqual({
        verdict: "broken",
        about: "port",
        sentence: `PORT ${PORT} is taken by another program; set PORT to a free one.`,
      })
      expect(await start({ PORT })).toBe(`Colophon cannot start. ${said("port").sentence}`)
    }))

  it("says the same sentence as a start where the data folder cannot be used", async () => {
    writeFileSync(join(folder, "file"), "")
    const DATA_DIR = join(folder, "file", "data")
    const { said } = await doctor({ DATA_DIR })
    expect(said("folder")).toMatchObject({ verdict: "broken" })
    expect(said("folder").sentence).toMatch(/^DATA_DIR \S+ cannot be used: .*; make it writable .*\.$/)
    expect(await start({ DATA_DIR })).toBe(`Colophon cannot start. ${said("folder").sentence}`)
  })

  it("says the same sentence as a start where the data was made by another PostgreSQL", async () => {
    mkdirSync(join(folder, "postgres"))
    writeFileSync(join(folder, "postgres", "PG_VERSION"), "17\n")
    const { said } = await doctor({ DATABASE_URL: "" })
    expect(said("database").sentence).toContain("its database was made by PostgreSQL 17, and this Colophon brings 18")
    expect(await start({ DATABASE_URL: "" })).toBe(`Colophon cannot start. ${said("database").sentence}`)
  })

  it("says the same sentence as a start where a newer Colophon wrote the database", async () => {
    const pool = kernel.db
    await pool.execute("insert into migrations.events (hash, created_at) values ('from the future', 9999999999999)")
    try {
      const { said } = await doctor({})
      expect(said("database").sentence).toContain("written by a newer Colophon")
      expect(await start({})).toBe(`Colophon cannot start. ${said("database").sentence}`)
    } finally {
      await pool.execute("delete from migrations.events where created_at = 9999999999999")
    }
  })

  it("says the same sentence as a start where a setting is wrong", async () => {
    const { said } = await doctor({ PORT: "three thousand" })
    expect(said("settings").sentence).toBe("PORT takes a port from 1 to 65535.")
    expect(await start({ PORT: "three thousand" })).toBe(`Colophon cannot start. ${said("settings").sentence}`)
  })

  it("tries the key at the provider, where it costs nothing, and never says it", async () => {
    const env = { OPENROUTER_API_KEY: "sk-or-secret", OPENROUTER_BASE_URL: sandbox.url }
    expect((await doctor(env)).said("key")).toMatchObject({ verdict: "ok" })
    const order = { faults: [{ kind: "unauthorized" }] }
    await fetch(new URL("/sandbox/faults", sandbox.url), { method: "POST", body: JSON.stringify(order) })
    const refused = await doctor(env)
    expect(refused.said("key")).toMatchObject({ verdict: "broken" })
    expect(refused.said("key").sentence).toMatch(/^OpenRouter refuses OPENROUTER_API_KEY \(it answered 401\)/)
    expect(JSON.stringify(refused.said("key"))).not.toContain("secret")
    const nobody = await doctor({ ...env, OPENROUTER_BASE_URL: "http://127.0.0.1:1/api/v1" })
    expect(nobody.said("key")).toMatchObject({ verdict: "warning" })
    expect(nobody.status).toBe(0)
  })

  it("warns of a disk that will soon be full, and counts it in books", () => {
    expect(judgeDisk(50e9, "/data")).toMatchObject({ verdict: "ok", sentence: "50 GB are free for /data." })
    expect(judgeDisk(600e6, "/data").verdict).toBe("warning")
    expect(judgeDisk(600e6, "/data").sentence).toMatch(
      /^Only 600 MB are free for \/data, which is room for about \d+ books;/,
    )
    expect(judgeDisk(1e6, "/data").sentence).toContain("room for no further book")
  })

  it("calls a port where Colophon answers already as it should be", async () => {
    const { serve } = await import("@hono/node-server")
    const server = serve({ fetch: () => Response.json({ status: "ok" }), port: 0, hostname: "127.0.0.1" })
    await new Promise((listening) => server.once("listening", listening))
    const address = server.address()
    const PORT = String(typeof address === "object" ? address?.port : 0)
    expect((await doctor({ PORT })).said("port")).toEqual({
      verdict: "ok",
      about: "port",
      sentence: `Colophon answers on PORT ${PORT} already.`,
    })
    server.close()
  })
})
