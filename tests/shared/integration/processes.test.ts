import { randomUUID } from "node:crypto"
import { tmpdir } from "node:os"
import { sql } from "drizzle-orm"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import {
  type Beating,
  beat,
  listProcesses,
  someoneDrawsReal,
  stopBeating,
} from "../../../src/shared/processes/heartbeats.ts"
import { ownVersion, readInstallation } from "../../../src/shared/processes/read-installation.ts"
import { type Kernel, openKernel } from "../../support/database.ts"

let kernel: Kernel
beforeEach(async () => {
  kernel = await openKernel()
})
afterEach(() => kernel.close())

const WORKER: Beating = {
  id: randomUUID(),
  role: "worker",
  host: "press-1",
  pid: 4711,
  version: "0.1.0",
  concurrency: 3,
  drawsReal: true,
}
const lastSeen = (seconds: number) =>
  kernel.db.execute(sql`update processes.heartbeats set seen_at = now() - make_interval(secs => ${seconds})`)

describe("a process", () => {
  it("is listed once, however often it beats, and lives until it has missed three beats", async () => {
    for (const process of [WORKER, WORKER]) await beat(kernel.db, process)
    const { drawsReal: _, ...told } = WORKER
    const [listed, ...more] = await listProcesses(kernel.db)
    expect([listed, more]).toMatchObject([{ ...told, alive: true }, []])
    await lastSeen(14)
    expect(await listProcesses(kernel.db)).toMatchObject([{ alive: true }])
    await lastSeen(16)
    expect(await listProcesses(kernel.db)).toMatchObject([{ alive: false }])
    await beat(kernel.db, WORKER)
    expect(await listProcesses(kernel.db)).toMatchObject([{ alive: true, startedAt: listed?.startedAt }])
  })

  it("that stopped in good order leaves no trace; one that died is forgotten after a day", async () => {
    await beat(kernel.db, WORKER)
    await stopBeating(kernel.db, WORKER.id)
    expect(await listProcesses(kernel.db)).toEqual([])
    await beat(kernel.db, WORKER)
    await lastSeen(25 * 3600)
    await beat(kernel.db, { ...WORKER, id: randomUUID(), pid: 4712 })
    expect(await listProcesses(kernel.db)).toMatchObject([{ pid: 4712 }])
  })

  it("draws real books for all while it lives, if it has a key", async () => {
    await beat(kernel.db, { ...WORKER, drawsReal: false })
    expect(await someoneDrawsReal(kernel.db)).toBe(false)
    await beat(kernel.db, { ...WORKER, id: randomUUID() })
    expect(await someoneDrawsReal(kernel.db)).toBe(true)
    await lastSeen(16)
    expect(await someoneDrawsReal(kernel.db)).toBe(false)
  })
})

describe("an installation", () => {
  it("says its version, its database, what is free for pictures, and its processes", async () => {
    await beat(kernel.db, WORKER)
    const version = ownVersion()
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
    const told = await readInstallation(kernel.db, { version, kind: "server", folder: tmpdir() })
    expect(told).toMatchObject({ version, storage: { folder: tmpdir() }, processes: [{ id: WORKER.id }] })
    expect(told.database).toEqual({
      kind: "server",
      version: expect.stringMatching(/^\d+\.\d+$/),
      bytes: expect.any(Number),
    })
    expect(told.database.bytes).toBeGreaterThan(1e6)
    expect(told.storage.freeBytes).toBeGreaterThan(0)
  })
})
