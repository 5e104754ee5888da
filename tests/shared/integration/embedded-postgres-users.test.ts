import { spawnSync } from "node:child_process"
import { cpSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import {
  cleanUp,
  isRoot,
  NO_UNSHARE,
  NOBODY,
  native,
  query,
  serversBelow,
  temporaryFolder,
  user,
} from "../fixtures/postgres-users.ts"

afterEach(cleanUp)

const ordinaryUserReachesNode = spawnSync(process.execPath, ["-v"], { uid: NOBODY, cwd: "/" }).status === 0
const ownerOf = (path: string) => statSync(path).uid
const without = (...capabilities: string[]) => [
  "/usr/bin/setpriv",
  `--bounding-set=${capabilities.map((name) => `-${name}`).join()}`,
]

/** As npm leaves them with --ignore-scripts. */
function binariesWithoutLinks(): string {
  const copy = join(temporaryFolder(), "native")
  cpSync(native(), copy, { recursive: true, verbatimSymlinks: true })
  spawnSync("find", [join(copy, "lib"), "-type", "l", "-delete"])
  return copy
}

/** Starts twice and proves that data stays, the second time with what `second` says. */
async function twice(folder: string, options: Parameters<typeof user>[1], second = options) {
  const first = user(folder, options)
  const one = await first.started
  expect(one).toMatchObject({ started: "cold" })
  await query(one.url, "create table book as select 7 as id")
  await first.stop()
  const next = user(folder, second)
  const two = await next.started
  expect(two).toMatchObject({ started: "warm" })
  expect(await query(two.url, "select id from book")).toEqual([{ id: 7 }])
  await next.stop()
  expect(serversBelow(folder)).toEqual([])
  return two
}

describe.skipIf(!isRoot)("started by root", () => {
  it("runs in a home of mode 0700, the files stay root's, and missing library links are restored", async () => {
    const folder = temporaryFolder({ mode: 0o700 })
    await twice(join(folder, "data"), { native: binariesWithoutLinks() })
    expect(ownerOf(join(folder, "data", "postgres"))).toBe(0)
  })

  it("runs as nobody where unshare is missing, and goes on when it is back", async () => {
    const folder = temporaryFolder()
    await twice(folder, { env: NO_UNSHARE }, {})
    expect(ownerOf(join(folder, "postgres"))).toBe(NOBODY)
  })

  it("takes its cluster along to where nobody can reach it when unshare is gone", async () => {
    const { relocatedTo = "" } = await twice(join(temporaryFolder({ mode: 0o700 }), "data"), {}, { env: NO_UNSHARE })
    expect(relocatedTo).toMatch(/^\/var\/lib\/colophon-/)
    expect(ownerOf(join(relocatedTo, "postgres", "base", "1"))).toBe(NOBODY)
  })

  it("moves the binaries too, stays where it went, and says so when that place is gone", async () => {
    const folder = temporaryFolder({ mode: 0o700 })
    cpSync(native(), join(folder, "native"), { recursive: true, verbatimSymlinks: true })
    const data = join(folder, "data")
    const { relocatedTo = "" } = await twice(data, { env: NO_UNSHARE, native: join(folder, "native") })
    const back = user(data)
    expect(await back.started).toMatchObject({ started: "warm", relocatedTo })
    await back.stop()
    rmSync(relocatedTo, { recursive: true })
    expect((await user(data).started).error).toContain(`was kept in ${relocatedTo}, which is gone`)
  })

  it("reuses the server without the right to look into processes of others, as in Docker", async () => {
    const folder = temporaryFolder()
    const docker = { env: NO_UNSHARE, prefix: without("sys_ptrace", "sys_admin") }
    const first = user(folder, docker)
    expect((await first.started).started).toBe("cold")
    const second = user(folder, docker)
    expect((await second.started).started).toBe("reused")
    await first.kill()
    await second.stop()
    expect(serversBelow(folder)).toEqual([])
  })

  it("says so when it may not become anybody", async () => {
    const prefix = without("setuid", "setgid", "chown")
    const { error } = await user(temporaryFolder(), { env: NO_UNSHARE, prefix }).started
    expect(error).toMatch(/PostgreSQL refuses to run as root, and .*; set DATABASE_URL/)
  })

  it.skipIf(!ordinaryUserReachesNode)("does not lock the owner of the folder out", async () => {
    await twice(temporaryFolder({ uid: NOBODY }), {}, { uid: NOBODY })
  })
})

describe.skipIf(!isRoot || !ordinaryUserReachesNode)("started by an ordinary user", () => {
  it("runs as that user, also with links missing in a node_modules that is not its own", async () => {
    const folder = temporaryFolder({ uid: NOBODY })
    await twice(folder, { uid: NOBODY, native: binariesWithoutLinks() })
    expect(ownerOf(join(folder, "postgres"))).toBe(NOBODY)
  })

  it("runs for a user id without a name", async () => {
    await twice(temporaryFolder({ uid: 54321 }), { uid: 54321 })
  })
})
