import { eq } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ebooks } from "../../../../src/features/ebook-generation/infrastructure/tables.ts"
import { type House, openHouse, words } from "./pages-house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse({ simulated: false, signedIn: true })
})
afterAll(() => house.close())

const listen = (id: string) => house.listen(`/dashboard/ebooks/${id}/live`)

describe("the part of a book's page that redraws itself", () => {
  it("is sent whole at once, again when something changed, and ends with finished", async () => {
    const id = await house.book({})
    const stream = await listen(id)
    expect(words((await stream.next()) ?? "")).toContain("0 of 26 drawn")
    await house.setPage(id, 1, { status: "drawn", imageKey: "ebooks/a.png" })
    house.hint.send(null)
    expect(words((await stream.next()) ?? "")).toContain("1 of 26 drawn")
    await house.setPages(id, { status: "drawn", imageKey: "ebooks/a.png" })
    await house.db.update(ebooks).set({ status: "draft" }).where(eq(ebooks.id, id))
    house.hint.send(null)
    expect(words((await stream.next()) ?? "")).toContain("All 26 drawn")
    expect(await stream.next()).toMatch(/^event: finished\n/)
    expect(await stream.next()).toBeNull()
  })

  it("says nothing while nothing changes", async () => {
    const stream = await listen(await house.book({ status: "paused" }))
    await stream.next()
    const more = await Promise.race([stream.next(), new Promise((wake) => setTimeout(wake, 1_500, "silence"))])
    expect(more).toBe("silence")
    await stream.leave()
  })

  it("goes on after the last page until what was sent is booked", async () => {
    const id = await house.book({ status: "draft" })
    await house.attempt(id, 1, { outcome: "succeeded" })
    expect((await house.get(`/dashboard/ebooks/${id}`)).text).toContain(`hx-sse:connect="/dashboard/ebooks/${id}/live"`)
    const stream = await listen(id)
    expect(words((await stream.next()) ?? "")).toContain("+ 1 held, $0.05")
    await stream.leave()
  })

  it("says that the book was deleted, and ends", async () => {
    const id = await house.book({})
    const stream = await listen(id)
    await stream.next()
    await house.post(`/dashboard/ebooks/${id}/delete`, {})
    expect(words((await stream.next()) ?? "")).toMatch(/This book was deleted\. Back to the books .*Bring it back/)
    expect(await stream.next()).toMatch(/^event: finished\n/)
  })

  it("is not connected for a book that will not change any more", async () => {
    const id = await house.book({ status: "cancelled" })
    expect((await house.get(`/dashboard/ebooks/${id}`)).text).not.toContain("hx-sse:connect")
  })
})
