import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"
import { words } from "../catalog.ts"

/** Attempts at a page before it is given up. */
const TRIES = 6

let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ real: false, leaseSeconds: 10 })
})
afterAll(() => app.close())

const dashboard = async (query: string) => (await app.call("GET", `/${query}`)).body

describe("books that are really drawn", () => {
  it("stand on the dashboard as their own pages and the ledger tell of them", async () => {
    await app.orderFaults([
      { kind: "no-usage", times: 1 },
      { kind: "charged-then-reset", times: 1 },
      { kind: "blank-image", times: TRIES, match: { promptIncludes: "page 5 of" } },
    ])
    const { body: asked } = await app.call("POST", "/api/v1/ebooks", NEW_BOOK)
    expect(words(await dashboard(""))).toContain(
      "Quiet Circles Mara Lind · Mandalas Waiting for its turn 0 of 26 drawn –",
    )
    app.draw()
    const drawn = await Promise.race([app.untilEbookIs(asked.id, "draft"), app.untilEbookIs(asked.id, "failed")])
    await app.untilHandled()

    const { body: ledger } = await app.call("GET", `/api/v1/costs/ebooks/${asked.id}`)
    const month = new Date().toISOString().slice(0, 7)
    const { body: costs } = await app.call("GET", `/api/v1/costs?simulated=true&from=${month}-01&groupBy=month`)
    const text = words(await dashboard(""))
    const missing = ({ unpricedCount, unresolvedCount }: { unpricedCount: number; unresolvedCount: number }) =>
      [
        ...(unpricedCount > 0 ? [` + ${unpricedCount} unpriced`] : []),
        ...(unresolvedCount > 0 ? [` + ${unresolvedCount} unresolved`] : []),
      ].join("")
    expect(costs.rows).toHaveLength(1)
    expect(costs.total.unresolvedCount).toBe(1)
    expect(text).toContain(`UTC, simulated $${costs.total.amount}${missing(costs.total)}`)
    expect(text).toContain(`$${ledger.total.amount}${missing(ledger.total)} simulated`)
    expect(text).toContain(`${drawn.progress.done} of 26 drawn`)
    expect(text).toContain("sent, but the answer was lost. It may have been charged.")
  }, 60_000)

  it("are named, hidden and shown again as soon as the command has answered", async () => {
    const { body: asked } = await app.call("POST", "/api/v1/ebooks", { ...NEW_BOOK, title: "Short-lived" })
    await app.call("PATCH", `/api/v1/ebooks/${asked.id}`, { title: "Long-lived" })
    expect(words(await dashboard("?q=lived"))).toContain("Long-lived Mara Lind")
    await app.call("DELETE", `/api/v1/ebooks/${asked.id}`)
    expect(words(await dashboard("?q=lived"))).toContain("Nothing was found for “lived”.")
    expect(words(await dashboard(`?deleted=${asked.id}`))).toContain("“Long-lived” was deleted. Its costs stay. Undo")
  })
})
