import type { AddressInfo } from "node:net"
import { serve } from "@hono/node-server"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openTestApp, type TestApp } from "../../../support/app.ts"
import { openBrowser } from "../../../support/browser.ts"

let app: TestApp
let server: ReturnType<typeof serve>
let browser: Browser
let here: string
beforeAll(async () => {
  app = await openTestApp({ real: false, leaseSeconds: 10 })
  server = serve({ fetch: app.app.web.fetch, hostname: "127.0.0.1", port: 0 })
  await new Promise((listening) => server.once("listening", listening))
  here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
  server.close()
  await app.close()
})

it("the printed link leads a stranger by way of an account to the order form, and tells no request what it holds", async () => {
  const page = await browser.newPage()
  const told: string[] = []
  page.on("request", async (request) => told.push(`${(await request.allHeaders())["referer"]}`))
  await page.goto(`${here}/`)
  expect(await page.textContent("h2")).toBe("Nobody has an account yet")

  const link = new URL((await app.app.setUpLink()) ?? "")
  await page.goto(here + link.pathname + link.search)
  await page.getByLabel("Your name").fill("Mara Lind")
  await page.getByLabel("E-mail").fill("mara@paperbay")
  await page.getByLabel("Password").fill("correct horse battery")
  await page.getByRole("button", { name: "Open the shop" }).click()
  await page.getByRole("link", { name: "Look at the e-mail address" }).click()
  expect(await page.evaluate("document.activeElement.id")).toBe("email")
  expect(await page.getByLabel("Your name").inputValue()).toBe("Mara Lind")
  await page.getByLabel("E-mail").fill("mara@paperbay.example")
  await page.getByLabel("Password").fill("correct horse battery")
  await page.getByRole("button", { name: "Open the shop" }).click()
  await page.waitForURL(`${here}/dashboard/ebooks/new`)
  expect(told.length).toBeGreaterThan(5)
  expect(told.join()).not.toContain(link.searchParams.get("token"))

  await page.getByRole("link", { name: "Mara Lind" }).click()
  expect(await page.textContent("h1")).toBe("Settings")
  expect(await page.textContent(".facts")).toMatch(/PostgreSQL \d+.*embedded, [\d.]+\sMB/s)
}, 60_000)
