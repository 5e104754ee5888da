import { sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, it } from "vitest"
import { NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
  test.draw()
})
afterAll(() => test.close())

const read = async (path: string) => (await test.call("GET", path)).body

it("a book whose answer was lost and resolved by hand is told the same everywhere, and asks for nobody's hand any more", async () => {
  await test.orderFaults([{ kind: "charged-then-reset" }])
  const { id } = (await test.call("POST", "/api/v1/ebooks", NEW_BOOK)).body
  await test.untilEbookIs(id, "draft")
  await test.untilHandled()
  const [lost] = (await read(`/api/v1/costs/attempts?ebookId=${id}&outcome=unknown`)).items
  expect((await read(`/api/v1/ebooks/${id}`)).cost.unresolvedCount).toBe(1)
  expect(await read(`/dashboard/ebooks/${id}`)).toContain("the answer was lost")

  const path = `/api/v1/costs/attempts/${lost.attemptId}/resolve`
  await test.call("POST", path, { charged: true, amount: "0.05", reason: "The sandbox wrote it down." })
  const { total, pages } = await read(`/api/v1/costs/ebooks/${id}`)
  expect(total).toMatchObject({ unresolvedCount: 0, unpricedCount: 0, heldCount: 0 })
  const book = await read(`/api/v1/ebooks/${id}`)
  expect(book.cost).toEqual(total)
  expect(book.progress.unresolved).toBe(0)
  const [page] = lost.pages
  const costOf = (all: any[], name: string) => all.find((one) => one[name] === page)
  expect(costOf(book.pages, "number").cost.amount).toBe(costOf(pages, "page").amount)
  expect(await read(`/dashboard/ebooks/${id}`)).not.toContain("the answer was lost")
  const { rows } = await test.kernel.db.execute(
    sql`select amount, unresolved_count, unpriced_count from ebook_catalog.ebook_costs where ebook_id = ${id}`,
  )
  expect(rows).toEqual([{ amount: total.amount, unresolved_count: 0, unpriced_count: 0 }])
}, 60_000)
