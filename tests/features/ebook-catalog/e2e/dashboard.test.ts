import type { AddressInfo } from "node:net"
import { serve } from "@hono/node-server"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"
import { API_KEY, NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"
import { openBrowser } from "../../../support/browser.ts"

let app: TestApp
let server: ReturnType<typeof serve>
let browser: Browser
let page: Page
beforeAll(async () => {
  app = await openTestApp({ real: false, leaseSeconds: 10 })
  server = serve({ fetch: app.app.web.fetch, hostname: "127.0.0.1", port: 0 })
  await new Promise((listening) => server.once("listening", listening))
  browser = await openBrowser()
  page = await browser.newPage({ extraHTTPHeaders: { authorization: `Bearer ${API_KEY}` } })
}, 60_000)
afterAll(async () => {
  await browser.close()
  server.close()
  await app.close()
})

const order = (title: string) => app.call("POST", "/api/v1/ebooks", { ...NEW_BOOK, title })
const address = () => new URL(page.url()).pathname + new URL(page.url()).search
const SOON = { timeout: 30_000, interval: 100 }
const titles = () => page.locator(".tbl__title").allTextContents()
const listensTo = () => page.getAttribute("#wire", "hx-sse:connect")
const focused = () => page.evaluate("[document.activeElement.id, document.activeElement.value]")

it("search finds while one types, keeps the focus and the words, and goes on listening for what it shows", async () => {
  await order("Dino Days")
  await order("Quiet Circles")
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?sort=title`)
  await page.getByLabel("Find a book").pressSequentially("quiet")
  await expect.poll(titles, SOON).toEqual(["Quiet Circles"])
  expect(await focused()).toEqual(["q", "quiet"])
  await expect.poll(address, SOON).toBe("/?q=quiet&sort=title")
  await expect.poll(listensTo, SOON).toBe("/dashboard/live?q=quiet&sort=title")

  // What is typed while the table redraws itself is not written over, and nothing takes the focus.
  const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get("q") === "quiet ")
  await page.getByLabel("Find a book").pressSequentially(" ")
  await answered
  await order("Another Quiet One")
  await expect.poll(titles, SOON).toEqual(["Another Quiet One", "Quiet Circles"])
  expect(await focused()).toEqual(["q", "quiet "])
}, 60_000)

it("a book is seen to be drawn without a reload", async () => {
  await page.goto(`${new URL(page.url()).origin}/?q=dino`)
  await page.evaluate("window.notReloaded = true")
  app.draw()
  await expect.poll(() => page.textContent(".c-prog"), SOON).toMatch(/\b[1-9]\d* of 26 drawn/)
  await page.waitForSelector(".books img", { state: "attached" })
  expect(await page.evaluate("window.notReloaded")).toBe(true)
}, 60_000)
