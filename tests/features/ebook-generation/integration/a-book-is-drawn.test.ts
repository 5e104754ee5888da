import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { decimal, sum, toText } from "../../../../src/shared/money.ts"
import { NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
  test.draw()
})
afterAll(() => test.close())

const chargedFor = async () => toText(sum((await test.charges()).map(({ cost }) => decimal(cost))))

describe("a book is drawn", { timeout: 60_000 }, () => {
  it("from a request to a draft, and the ledger equals the sandbox's charge log to the last digit", async () => {
    const asked = await test.call("POST", "/api/v1/ebooks", NEW_BOOK)
    expect(asked).toMatchObject({
      status: 202,
      body: { status: "requested", estimate: { amount: expect.any(String) } },
    })
    const book = await test.untilEbookIs(asked.body.id, "draft")
    await test.untilHandled()
    expect(book.progress).toEqual({ done: 26, total: 26, failed: 0, unresolved: 0 })
    expect(book.pages.map((page: { kind: string }) => page.kind)).toEqual([
      "cover",
      ...Array(24).fill("content"),
      "back-cover",
    ])

    const { body: costs } = await test.call("GET", "/api/v1/costs?simulated=true")
    expect(costs.total.amount).toBe(await chargedFor())
    expect(costs).toMatchObject({ attempts: 25, generations: 25, keptPages: 25, waste: expect.anything() })
    const { body: shown } = await test.call("GET", `/api/v1/ebooks/${asked.body.id}`)
    expect(shown.cost).toMatchObject({
      amount: costs.total.amount,
      heldCount: 0,
      unpricedCount: 0,
      unresolvedCount: 0,
      simulated: true,
    })
    const picture = await test.call("GET", shown.pages[1].imageUrl)
    expect(picture.headers.get("content-type")).toBe("image/png")
  })
})
