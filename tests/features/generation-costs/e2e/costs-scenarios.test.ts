import { spawnSync } from "node:child_process"
import type { AddressInfo } from "node:net"
import { serve } from "@hono/node-server"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { decimal, sum, toText } from "../../../../src/shared/money.ts"
import { openTestApp, type TestApp } from "../../../support/app.ts"
import { openBrowser } from "../../../support/browser.ts"

const EMAIL = "mara@example.org"
const PASSWORD = "four quiet circles"

let test: TestApp
let server: ReturnType<typeof serve>
let browser: Browser
let page: Page
let ebookId: string
const complaints: string[] = []

beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
  test.draw()
  await test.app.ensureFirstAdministrator(EMAIL, PASSWORD)
  server = serve({ fetch: test.app.web.fetch, hostname: "127.0.0.1", port: 0 })
  await new Promise((listening) => server.once("listening", listening))
  browser = await openBrowser()
  page = await browser.newPage({ baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())))
  page.on("pageerror", (error) => void complaints.push(error.message))
})
afterAll(async () => {
  await browser.close()
  server.close()
  if ("closeAllConnections" in server) server.closeAllConnections()
  await test.close()
})

async function makeBook(title: string): Promise<string> {
  await page.goto("/dashboard/ebooks/new")
  await page.check('[name="themeId"][value="mandalas"]', { force: true })
  await page.fill('[name="title"]', title)
  await page.fill('[name="pageCount"]', "24")
  await page.selectOption('[name="trim"]', "5x8")
  await page.fill('[name="seed"]', "7")
  await page.click('button[type="submit"]:has-text("Make the book")')
  await page.waitForURL(/\/dashboard\/ebooks\/[0-9a-f-]{36}$/)
  return page.url().split("/").at(-1) ?? ""
}
/** Figures are set with markup between their digits. */
const words = async () => (await page.locator("main").innerText()).replace(/\s+/g, " ")
const simulatedTotal = async () => (await test.call("GET", "/api/v1/costs?simulated=true")).body.total.amount

// The ten steps of the plan's validation flow, in their order.
describe("the validation flow", { timeout: 90_000 }, () => {
  it("step 1: /dashboard/costs opens in a browser, after signing in", async () => {
    const before = { attemptId: "old-1", ebookId: "an older book", pages: [1], purpose: "page", route: "images" }
    const usage = { prompt_tokens: 80, completion_tokens: 1290, total_tokens: 1370, cost: 0.0387243 }
    const brought = {
      ...before,
      model: "google/gemini-2.5-flash-image",
      occurredAt: "2026-11-01T10:00:00Z",
      outcome: "succeeded",
      imagesReturned: 1,
      usage,
    }
    expect((await test.call("POST", "/api/v1/usage", brought)).status).toBe(201)

    await page.goto("/dashboard/costs")
    expect(new URL(page.url()).pathname).toBe("/login")
    await page.fill('[name="email"]', EMAIL)
    await page.fill('[name="password"]', PASSWORD)
    await page.click('main button[type="submit"], main form button')
    await page.goto("/dashboard/costs?period=everything")
    expect(await page.locator("h1").innerText()).toContain("Costs")
  })

  it("step 2: the page shows the cost data that was there before, exactly", async () => {
    expect(await words()).toContain("$0.0387243")
    expect(await words()).toContain("an older book")
  })

  it("step 3: a new ebook is made with the form, and its page shows the progress live", async () => {
    ebookId = await makeBook("Quiet Circles")
    expect(await page.locator("aside.sandbox, .sandbox").first().innerText()).toContain("Simulated")
    await expect.poll(words, { timeout: 60_000 }).toContain("Look at it as a PDF")
    await test.untilEbookIs(ebookId, "draft")
  })

  it("step 4: TokensConsumed and EbookGenerated are said in the log, correlated by book and attempt", async () => {
    await test.untilHandled()
    const published = test.kernel
      .logged()
      .filter(({ message, ebookId: about }) => message === "event published" && about === ebookId)
    const consumed = published.filter(({ event }) => event === "ebook-generation.tokens-consumed")
    expect(consumed).toHaveLength(25)
    expect(consumed.every(({ attemptId }) => typeof attemptId === "string")).toBe(true)
    expect(published.filter(({ event }) => event === "ebook-generation.ebook-generated")).toHaveLength(1)
  })

  it("step 5: the event handlers handled them, and only so the costs changed", async () => {
    const handled = test.kernel
      .logged()
      .filter(({ message, ebookId: about }) => message === "event handled" && about === ebookId)
    const recorded = handled.filter(
      ({ subscriber }) => subscriber === "generation-costs.record-usage-when-tokens-consumed",
    )
    // Run twice like everything in this suite, acknowledged once.
    expect(recorded).toHaveLength(25)
    expect((await test.call("GET", `/api/v1/costs/ebooks/${ebookId}`)).body.attempts).toHaveLength(25)
  })

  it("step 6: the costs page has the new ebook in its table", async () => {
    await page.goto("/dashboard/costs?money=simulated")
    const row = page.locator("tr", { hasText: "Quiet Circles" })
    expect(await row.count()).toBe(1)
  })

  it("step 7: the tests of this feature pass", { timeout: 180_000 }, () => {
    // Its integration tests run beside this one whenever everything is run.
    const run = spawnSync("npx", ["vitest", "run", "tests/features/generation-costs/unit"], { encoding: "utf8" })
    expect(run.stdout + run.stderr).toMatch(/Tests .*\d+ passed/)
    expect(run.status).toBe(0)
  })

  it("step 8: no import is broken", { timeout: 60_000 }, () => {
    const run = spawnSync("npx", ["tsc", "-p", "."], { encoding: "utf8" })
    expect(run.stdout).toBe("")
    expect(run.status).toBe(0)
  })

  it("step 9: the total is what the sandbox charged, to the last digit", async () => {
    const charged = toText(sum((await test.charges()).map(({ cost }) => decimal(cost))))
    expect(await simulatedTotal()).toBe(charged)
    await page.goto("/dashboard/costs?money=simulated")
    expect((await words()).replaceAll(" ", "")).toContain(`$${charged}`)
  })

  it("step 10: several ebooks add up", async () => {
    const second = await makeBook("Loud Circles")
    await test.untilEbookIs(second, "draft")
    await test.untilHandled()
    const books = await Promise.all(
      [ebookId, second].map(async (id) => (await test.call("GET", `/api/v1/costs/ebooks/${id}`)).body.total.amount),
    )
    expect(await simulatedTotal()).toBe(toText(sum(books.map(decimal))))
    expect(await simulatedTotal()).toBe(toText(sum((await test.charges()).map(({ cost }) => decimal(cost)))))
    await page.goto("/dashboard/costs?money=simulated")
    expect(await page.locator("tr", { hasText: /Quiet Circles|Loud Circles/ }).count()).toBe(2)
  })

  it("and the browser had nothing to complain of", () => {
    expect(complaints).toEqual([])
  })
})
