import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import {
  cleanUp,
  endProcesses,
  query,
  serverOf,
  serversBelow,
  start,
  temporaryFolder,
  user,
} from "../fixtures/postgres-users.ts"

const folder = temporaryFolder()

beforeAll(async () => (await start(folder)).stop())
afterEach(endProcesses)
afterAll(cleanUp)

const killServer = (folder: string) => process.kill(serverOf(folder)?.pid ?? 0, "SIGKILL")

describe("after a crash", () => {
  it("the next process takes over the running server at once, and the dead one does not count", async () => {
    const dead = user(folder)
    const { url } = await dead.started
    await query(url, "create table if not exists book as select 1 as id")
    await dead.kill()
    expect(serverOf(folder)).not.toBeNull()

    const began = performance.now()
    const next = await start(folder)
    expect(next.started).toBe("reused")
    expect(performance.now() - began).toBeLessThan(500)
    expect(await query(next.url, "select id from book")).toEqual([{ id: 1 }])
    await next.stop()
    expect(serversBelow(folder)).toEqual([])
  })

  it("a first start killed at any instant is begun anew", { timeout: 40_000 }, async () => {
    for (const [ms, kill] of [
      [0, "kill"],
      [150, "killAll"],
      [300, "killAll"],
    ] as const) {
      const folder = temporaryFolder()
      const dead = user(folder)
      while (!existsSync(join(folder, "postgres.log"))) await sleep(5)
      await sleep(ms)
      await dead[kill]()
      const next = await start(folder)
      expect(await query(next.url, "select 1 as one"), `killed after ${ms} ms`).toEqual([{ one: 1 }])
      await next.stop()
      expect(readdirSync(folder).filter((name) => name.includes("init"))).toEqual([])
    }
  })

  it("a server killed with its process starts again while its last query still works", async () => {
    const dead = user(folder)
    const { url } = await dead.started
    await query(url, "create table if not exists book as select 1 as id")
    const busy = query(
      url,
      "set max_parallel_workers_per_gather = 0; select sum(sqrt(n)) from generate_series(1, 5000000) n",
    )
    busy.catch(() => {})
    await sleep(300)
    killServer(folder)
    await dead.kill()
    expect(serversBelow(folder).length).toBeGreaterThan(0)

    const next = await start(folder)
    expect(next.started).toBe("warm")
    expect(readFileSync(join(folder, "postgres.log"), "utf8")).toContain("pre-existing shared memory block")
    expect(await query(next.url, "select id from book")).toEqual([{ id: 1 }])
    await next.stop()
  })

  it("a server killed under a living process is started again by the next one", async () => {
    const witness = user(folder)
    const { url } = await witness.started
    killServer(folder)
    const next = await start(folder)
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }])
    await next.stop()
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }])
    await witness.stop()
    expect(serversBelow(folder)).toEqual([])
  })

  it("a pid that now belongs to another program fools nobody", async () => {
    await (await start(folder)).stop()
    const programs: ChildProcess[] = [spawn("sleep", ["60"]), spawn("bash", ["-c", "exec -a postgres sleep 60"])]
    while (!readFileSync(`/proc/${programs[1]?.pid}/cmdline`, "utf8").startsWith("postgres")) await sleep(5)
    for (const program of programs) {
      const lines = [program.pid, join(folder, "postgres"), 1, 5432, "/tmp", "", "", "ready   "]
      writeFileSync(join(folder, "postgres", "postmaster.pid"), lines.join("\n"))
      const next = await start(folder)
      expect(next.started).toBe("warm")
      await next.stop()
      expect(program.exitCode ?? program.signalCode).toBeNull()
      program.kill()
    }
  })

  it("a server that is being stopped is waited for and started again", async () => {
    const dead = user(folder)
    const { url } = await dead.started
    await query(url, "create table shelf as select n as id from generate_series(1, 300000) n")
    process.kill(serverOf(folder)?.pid ?? 0, "SIGINT")
    await dead.kill()
    const next = await start(folder)
    expect(await query(next.url, "select count(*)::int as books from shelf")).toEqual([{ books: 300_000 }])
    await next.stop()
  })

  it("a server whose socket was swept away is started again when nobody uses it, else left alone", {
    timeout: 30_000,
  }, async () => {
    const first = user(folder)
    rmSync((await first.started).host, { recursive: true })
    await expect(start(folder)).rejects.toThrow(/is in use but does not answer on its socket; set DATABASE_URL/)
    await first.kill()
    const next = await start(folder)
    expect(next.started).toBe("warm")
    await next.stop()
  })

  it("whoever deletes the data folder begins afresh, though the old server still lives", async () => {
    const dead = user(folder)
    await dead.started
    await dead.kill()
    const old = serverOf(folder)?.pid ?? 0
    rmSync(folder, { recursive: true })
    const next = await start(folder)
    expect(next.started).toBe("cold")
    process.kill(old, "SIGINT")
    while (serversBelow(folder).includes(old)) await sleep(5)
    expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }])
    await next.stop()
    expect(existsSync(next.host)).toBe(false)
  })
})
