import { randomUUID } from "node:crypto"
import { sql } from "drizzle-orm"
import { afterEach, describe, expect, it } from "vitest"
import { beat } from "../../../../src/shared/processes/heartbeats.ts"
import { NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"

let test: TestApp
afterEach(() => test.close())

/** A process with or without a key, and a book that real money is to be spent on. */
async function given({ key }: { key: boolean }) {
  test = await openTestApp({ real: key, leaseSeconds: 1 })
  const { id } = (await test.call("POST", "/api/v1/ebooks", NEW_BOOK)).body
  await test.kernel.db.execute(sql`update ebook_generation.ebooks set simulated = false`)
  return { book: async () => (await test.call("GET", `/api/v1/ebooks/${id}`)).body }
}

const workerElsewhere = (drawsReal: boolean) => {
  const process = {
    id: randomUUID(),
    role: "worker",
    host: "press-1",
    pid: 1,
    version: "0.1.0",
    concurrency: 3,
  } as const
  return beat(test.kernel.db, { ...process, drawsReal })
}

describe("a process that has no key and does not draw", () => {
  it("pauses nobody's book: what it starts with is for any command, also one that only lists", async () => {
    const { book } = await given({ key: false })
    await test.app.prepare()
    expect(await book()).toMatchObject({ status: "requested", reason: null, simulated: false })
  })
})

describe("a process that draws and has no key", () => {
  it("leaves real books to the worker that has one", async () => {
    const { book } = await given({ key: false })
    await workerElsewhere(true)
    await test.app.openDrawingRoom()
    expect(await book()).toMatchObject({ status: "requested" })
  })

  it("says that they need a key when nobody who draws has one, also of a book that is asked for later", async () => {
    const { book } = await given({ key: false })
    await test.kernel.db.execute(sql`update ebook_generation.ebooks set simulated = true`)
    await workerElsewhere(false)
    test.draw()
    await expect.poll(async () => (await book()).status, { timeout: 5_000 }).toBe("generating")
    await test.kernel.db.execute(sql`update ebook_generation.ebooks set simulated = false`)
    await expect.poll(async () => (await book()).reason?.code, { timeout: 5_000 }).toBe("no-api-key")
  })
})

describe("a process that draws and has a key", () => {
  it("wakes the books that waited for one, also those that a worker without one has just paused", async () => {
    const { book } = await given({ key: true })
    const pause = sql`update ebook_generation.ebooks set status = 'paused', reason_code = 'no-api-key'`
    await test.kernel.db.execute(pause)
    test.draw()
    await expect.poll(async () => (await book()).status, { timeout: 5_000 }).toBe("generating")
    await test.kernel.db.execute(pause)
    await expect.poll(async () => (await book()).status, { timeout: 5_000 }).toMatch(/generating|draft/)
  })
})
