import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openBrowser } from "../support/browser.ts"
import { openKernel } from "../support/database.ts"
import { openShop, type Shop } from "../support/shop.ts"
import { visit } from "./visit.ts"

let browser: Browser
let shop: Shop
let page: Page
beforeAll(async () => {
  browser = await openBrowser()
  shop = await openShop(await openKernel(), { size: 1, dpi: 100 })
  const context = await visit(browser, shop, { width: 1280, scheme: "light", signedIn: true })
  page = await context.newPage()
})
afterAll(async () => {
  await browser.close()
  await shop.close()
})

describe("a page that was left open until its session ended", () => {
  it("leads to signing in when a part of it is asked for, and back", async () => {
    // Listening has begun, so that it is the search that finds the session gone.
    await Promise.all([page.waitForResponse(/\/live/), page.goto("/?sort=title")])
    await page.context().clearCookies()
    // On a busy machine a letter may be typed before the page listens to it.
    const search = page.getByLabel("Find a book")
    const type = () => search.press("q", { timeout: 500 }).catch(() => {})
    await expect.poll(() => type().then(() => page.url()), { interval: 1_000, timeout: 15_000 }).toMatch(/\/login/)
    expect(new URL(page.url()).searchParams.get("next")).toBe("/?sort=title")
    expect(await page.locator("h1, h2").allInnerTexts()).not.toContain("Books")
  })
})
