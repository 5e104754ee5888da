import type { AddressInfo } from "node:net"
import { serve } from "@hono/node-server"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"
import { API_KEY } from "../../../support/app.ts"
import { openBrowser } from "../../../support/browser.ts"
import { book } from "../../ebook-catalog/events.ts"
import { type History, openHistory } from "../history.ts"

const SOON = { timeout: 30_000, interval: 100 }
let history: History
let server: ReturnType<typeof serve>
let browser: Browser
let page: Page
let origin: string
beforeAll(async () => {
  history = await openHistory()
  server = serve({ fetch: history.app.web.fetch, hostname: "127.0.0.1", port: 0 })
  await new Promise((listening) => server.once("listening", listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
  page = await browser.newPage({ extraHTTPHeaders: { authorization: `Bearer ${API_KEY}` } })
}, 60_000)
afterAll(async () => {
  await browser.close()
  server.close()
  await history.close()
})

const headlines = () => page.locator(".ev h3").allTextContents()
const address = () => page.url().slice(origin.length)

it("what happens appears by itself, also under a filter that was just chosen", async () => {
  const [dino, sea] = [book("dino", true), book("sea", true)]
  await history.happen(dino.requested({}), sea.requested({ title: "Sea" }))
  await page.goto(`${origin}/dashboard/events`)
  await page.evaluate("window.notReloaded = true")
  await page.getByLabel("Book").selectOption({ label: "Sea" })
  await expect.poll(headlines, SOON).toHaveLength(1)
  expect(address()).toBe("/dashboard/events?book=sea")
  await history.happen(dino.begun(), sea.drawn(7))
  await expect.poll(headlines, SOON).toEqual(["Page 7 was drawn", "A book was asked for: 24 pages, Dinosaurs, 3 to 5"])
  expect(await page.getByLabel("Book").inputValue()).toBe("sea")
  expect(await page.evaluate("window.notReloaded")).toBe(true)
}, 60_000)

it("a parked delivery is tried again by one press, and seen to be handled", async () => {
  const requested = book("broken", true).requested({ title: "Broken" })
  await history.happen(requested)
  await history.park(requested.id, "event-history.name-ebook-when-requested-or-renamed")
  await page.goto(`${origin}/dashboard/events?state=parked`)
  await history.mend(requested.id, "broken")
  await page.getByRole("button", { name: "Try again: history: name ebook" }).click()
  await expect.poll(() => page.textContent(".said"), SOON).toContain("history: name ebook has handled it.")
  expect(await page.textContent("main")).toContain("Nothing is parked.")
}, 60_000)
