import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { cleanUp, endProcesses, query, serversBelow, start, temporaryFolder, user } from "../fixtures/postgres-users.ts"

const folder = temporaryFolder()

beforeAll(async () => (await start(folder)).stop())
afterEach(endProcesses)
afterAll(cleanUp)

const setting = async (url: string, name: string) => {
  const [row] = await query<{ value: string }>(url, `select current_setting('${name}') as value`)
  return row?.value
}

describe("the embedded database", () => {
  it("starts from nothing, keeps what was committed, and starts again at once", async () => {
    const data = join(temporaryFolder(), "not", "there yet")
    const first = await start(data)
    expect(first).toMatchObject({ started: "cold", host: expect.stringMatching(/colophon-pg-/) })
    await query(first.url, "create table book as select 'Élan' as title")
    await first.stop()
    expect(serversBelow(data)).toEqual([])
    expect(existsSync(first.host)).toBe(false)

    const second = await start(data)
    expect(second.started).toBe("warm")
    expect(await query(second.url, "select lower(title) as title from book")).toEqual([{ title: "élan" }])
    await second.stop()
    const names = ["postgres", "postgres.lock", "postgres.log", "postgres.pidspace", "postgres.users"]
    expect(readdirSync(data).sort()).toEqual(names)
  })

  it("is durable, and open to no network", async () => {
    const server = await start(folder)
    expect(await setting(server.url, "fsync")).toBe("on")
    expect(await setting(server.url, "synchronous_commit")).toBe("on")
    expect(await setting(server.url, "full_page_writes")).toBe("on")
    expect(await setting(server.url, "listen_addresses")).toBe("")
    expect(await setting(server.url, "TimeZone")).toBe("UTC")
    expect(await setting(server.url, "server_encoding")).toBe("UTF8")
    await server.stop()
  })

  it("is shared by processes, and stopped by the last one out, whoever started it", async () => {
    const data = temporaryFolder()
    const users = [user(data), user(data), user(data), user(data)]
    const starts = await Promise.all(users.map((each) => each.started))
    expect(starts.map(({ started }) => started).sort()).toEqual(["cold", "reused", "reused", "reused"])
    const here = await start(data)
    await Promise.all(users.map((each) => each.stop()))
    expect(await query(here.url, "select 1 as one")).toEqual([{ one: 1 }])
    await Promise.all([here.stop(), here.stop()])
    await here.stop()
    expect(serversBelow(data)).toEqual([])
  })

  it("survives processes that come and go at the same instants", { timeout: 30_000 }, async () => {
    const first = await start(folder)
    await query(first.url, "create table visit (at timestamptz default now())")
    await first.stop()
    const visitor = async () => {
      for (let visit = 0; visit < 5; visit++) {
        const server = await start(folder)
        await query(server.url, "insert into visit default values")
        await server.stop()
      }
    }
    const outsider = async () => {
      for (let visit = 0; visit < 2; visit++) {
        const other = user(folder)
        await query((await other.started).url, "insert into visit default values")
        await (visit % 2 ? other.stop() : other.kill())
      }
    }
    await Promise.all([visitor(), visitor(), visitor(), outsider(), outsider()])
    const last = await start(folder)
    expect(await query(last.url, "select count(*)::int as visits from visit")).toEqual([{ visits: 19 }])
    await last.stop()
    expect(serversBelow(folder)).toEqual([])
  })

  it("holds the seat of a process that keeps nothing but the url", async () => {
    const { url } = await start(folder)
    setFlagsFromString("--expose-gc")
    for (let i = 0; i < 3; i++) {
      await sleep(10)
      runInNewContext("gc()")
    }
    const other = user(folder)
    expect((await other.started).started).toBe("reused")
    await other.stop()
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }])
  })
})
