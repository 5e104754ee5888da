import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
})
afterAll(() => test.close())

const ask = async (): Promise<string> => (await test.call("POST", "/api/v1/ebooks", NEW_BOOK)).body.id
const press = (id: string, verb: string) => test.call("POST", `/dashboard/ebooks/${id}/${verb}`)
const saidOf = async (id: string): Promise<{ name: string; payload: any }[]> =>
  (
    await test.kernel.db.execute<any>(
      sql`select name, payload from events.events where aggregate_id = ${id} and name like 'ebook-generation.%' order by sequence`,
    )
  ).rows.map(({ name, payload }) => ({ name: name.replace("ebook-generation.", ""), payload }))
const namesOf = async (id: string) => (await saidOf(id)).map(({ name }) => name)

describe("a book that is steered by hand", () => {
  it("says that it was paused and resumed once each, however often it is pressed", async () => {
    const id = await ask()
    expect((await press(id, "pause")).status).toBe(303)
    expect((await press(id, "pause")).status).toBe(409)
    expect((await press(id, "resume")).status).toBe(303)
    expect((await press(id, "resume")).status).toBe(409)
    expect(await namesOf(id)).toEqual(["ebook-requested", "ebook-paused", "ebook-resumed"])
    expect((await saidOf(id))[1]?.payload).toMatchObject({ ebookId: id, reasonCode: "by-hand" })
    await press(id, "cancel")
  })

  it("says another name, and nothing for the same one again", async () => {
    const id = await ask()
    const rename = (title: string) => test.call("PATCH", `/api/v1/ebooks/${id}`, { title })
    for (const title of [NEW_BOOK.title, "Loud Circles", "Loud Circles"]) expect((await rename(title)).status).toBe(200)
    expect(await namesOf(id)).toEqual(["ebook-requested", "ebook-renamed"])
    await press(id, "cancel")
  })

  it("is deleted once and restored once, and stays cancelled if it was at work", async () => {
    const id = await ask()
    expect((await press(id, "delete")).headers.get("location")).toBe(`/?deleted=${id}`)
    expect((await press(id, "delete")).status).toBe(404)
    for (const _ of ["once", "again"]) {
      const { status, headers } = await press(id, "restore")
      expect([status, headers.get("location")]).toEqual([303, `/dashboard/ebooks/${id}`])
    }
    expect(await namesOf(id)).toEqual(["ebook-requested", "ebook-cancelled", "ebook-deleted", "ebook-restored"])
    expect((await test.call("GET", `/api/v1/ebooks/${id}`)).body.status).toBe("cancelled")
    expect((await press(id, "resume")).status).toBe(409)
  })

  it("is deleted and restored as it was when it had ended", async () => {
    const id = await ask()
    await press(id, "cancel")
    await test.kernel.db.execute(sql`update ebook_generation.ebooks set status = 'draft' where id = ${id}`)
    await press(id, "delete")
    await press(id, "restore")
    expect(await namesOf(id)).toEqual(["ebook-requested", "ebook-cancelled", "ebook-deleted", "ebook-restored"])
    expect((await test.call("GET", `/api/v1/ebooks/${id}`)).body.status).toBe("draft")
  })

  it("that never was cannot be restored", async () => {
    expect((await press("nobody", "restore")).status).toBe(404)
    expect(await namesOf("nobody")).toEqual([])
  })
})

describe("a book that is drawn", { timeout: 60_000 }, () => {
  beforeAll(() => test.draw())

  it("says once that it began, and once that a page was given up, in the provider's words; resuming begins nothing anew", async () => {
    await test.orderFaults([{ kind: "moderated" }])
    const id = await ask()
    await test.untilEbookIs(id, "failed")
    const before = await saidOf(id)
    const count = (name: string) => before.filter((one) => one.name === name).length
    expect([count("ebook-generation-started"), count("page-failed"), count("page-illustrated")]).toEqual([1, 1, 24])
    expect(before.slice(0, 2).map(({ name }) => name)).toEqual(["ebook-requested", "ebook-generation-started"])
    const failed = before.find(({ name }) => name === "page-failed")?.payload
    expect(failed.problem).toMatch(/flagged/)
    const ended = before.at(-1)
    expect([ended?.name, ended?.payload.failedPages]).toEqual(["ebook-generation-failed", [failed.pageNumber]])

    await press(id, "resume")
    await test.untilEbookIs(id, "draft")
    const after = (await namesOf(id)).slice(before.length)
    expect(after).toEqual(["ebook-resumed", "page-illustrated", "page-illustrated", "ebook-generated"])
  })

  it("pauses once for a refused key, though several pages were under way; those are no failures", async () => {
    await test.orderFaults([{ kind: "unauthorized", times: 3, latencyMs: 200 }])
    const id = await ask()
    await test.untilEbookIs(id, "paused")
    await expect.poll(async () => (await drawing(id)).length, { timeout: 5_000 }).toBe(0)
    const said = await saidOf(id)
    expect(said.map(({ name }) => name)).toEqual(["ebook-requested", "ebook-generation-started", "ebook-paused"])
    expect(said.at(-1)?.payload.reasonCode).toBe("key-refused")
    await press(id, "cancel")
  })
})

const drawing = async (id: string): Promise<unknown[]> =>
  (await test.call("GET", `/api/v1/ebooks/${id}`)).body.pages.filter((page: any) => page.status === "drawing")
