import { spawn } from "node:child_process"
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { startPostgres } from "../../../src/shared/database/embedded-postgres.ts"
import { installedPostgres } from "../../../src/shared/database/installed-postgres.ts"
import { cleanUp, isRoot, NOBODY, start, temporaryFolder, user } from "../fixtures/postgres-users.ts"

afterAll(cleanUp)

const refusal = (folder: string) =>
  start(folder).then(
    () => "it started",
    (error: Error) => error.message,
  )
const WAY_OUT =
  /^The embedded PostgreSQL in \S+ cannot start: .*; set DATABASE_URL to use a PostgreSQL server instead\.$/

describe("refuses in one sentence that names the way out", () => {
  it("a data folder that cannot be made or written", async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "file"), "")
    for (const path of [join(folder, "file"), join(folder, "file", "data")]) {
      expect(await refusal(path)).toMatch(WAY_OUT)
      expect(await refusal(path)).toMatch(/cannot make the folder/)
    }
  })

  it.skipIf(!isRoot)("a data folder of another user", async () => {
    const { error } = await user(temporaryFolder(), { uid: NOBODY }).started
    expect(error).toMatch(WAY_OUT)
    expect(error).toContain("the folder is not writable by this user (uid 65534)")
  })

  it("the cluster of another major version, which it leaves alone", async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, "postgres"))
    writeFileSync(join(folder, "postgres", "PG_VERSION"), "17\n")
    expect(await refusal(folder)).toMatch(WAY_OUT)
    expect(await refusal(folder)).toContain("its database was made by PostgreSQL 17, and this Colophon brings 18")
    expect(readdirSync(join(folder, "postgres"))).toEqual(["PG_VERSION"])
  })

  it("a folder of that name with something else in it", async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, "postgres"))
    writeFileSync(join(folder, "postgres", "letter.txt"), "Dear Sir")
    expect(await refusal(folder)).toContain("holds files but no PostgreSQL database")
  })

  it("a damaged cluster, with PostgreSQL's own word", async () => {
    const folder = temporaryFolder()
    await (await start(folder)).stop()
    for (const name of readdirSync(join(folder, "postgres", "pg_wal"))) {
      rmSync(join(folder, "postgres", "pg_wal", name), { recursive: true })
    }
    const said = await refusal(folder)
    expect(said).toMatch(WAY_OUT)
    expect(said).toContain("could not locate a valid checkpoint record")
  })

  it("a platform without binaries, and a system without glibc", async () => {
    const on = (platform: string, cpu: string, glibc: boolean) =>
      startPostgres(() => installedPostgres(platform, cpu, glibc), temporaryFolder())
    await expect(on("sunos", "x64", true)).rejects.toThrow(WAY_OUT)
    await expect(on("sunos", "x64", true)).rejects.toThrow("the package @embedded-postgres/sunos-x64 is not installed")
    await expect(on("linux", "x64", false)).rejects.toThrow("need glibc")
  })

  it.skipIf(!isRoot)("a socket folder that somebody else made first", async () => {
    const folder = temporaryFolder()
    const { host, stop } = await start(folder)
    await stop()
    mkdirSync(host, { mode: 0o700 })
    chownSync(host, 12345, 12345)
    expect(await refusal(folder)).toMatch(WAY_OUT)
    expect(await refusal(folder)).toContain(`another user (uid 12345) could get at its socket: remove ${host}`)
    chownSync(host, 0, 0)
    chmodSync(host, 0o777)
    expect(await refusal(folder)).toContain("could get at its socket")
    rmSync(host, { recursive: true })
  })

  it.skipIf(!isRoot)("a server in another container, which is not dead only because it cannot be seen", async () => {
    const folder = temporaryFolder()
    const container = user(folder, { prefix: ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"] })
    const { error } = await container.started
    expect(error).toBeUndefined()
    await expect(start(folder)).rejects.toThrow(/in use by another container.*; set DATABASE_URL/)
    await container.stop()
    const next = await start(folder)
    expect(next.started).toBe("warm")
    await next.stop()
  })
})

it("a temporary folder too long for a socket is passed over, and stale files in the socket folder are no hindrance", async () => {
  const folder = temporaryFolder()
  const long = join(folder, "x".repeat(90))
  mkdirSync(long)
  const first = user(join(folder, "data"), { env: { TMPDIR: long } })
  const { host } = await first.started
  expect(host).toMatch(/^\/tmp\//)
  await first.stop()

  mkdirSync(host, { mode: 0o700 })
  const program = spawn("sleep", ["60"])
  writeFileSync(join(host, ".s.PGSQL.5432.lock"), `${program.pid}\n`)
  writeFileSync(join(host, ".s.PGSQL.5432"), "")
  const next = await start(join(folder, "data"))
  expect(next.host).toBe(host)
  await next.stop()
  program.kill()
  expect(existsSync(host)).toBe(false)
})
