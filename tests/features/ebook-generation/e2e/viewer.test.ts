import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { serve } from "@hono/node-server"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { loadThemes } from "../../../../src/features/ebook-generation/infrastructure/theme-files.ts"
import { createAssets } from "../../../../src/shared/files.ts"
import { loadModelList } from "../../../../src/shared/model-list.ts"
import { API_KEY, openTestApp, type TestApp } from "../../../support/app.ts"
import { openBrowser } from "../../../support/browser.ts"
import { givenBooks } from "../integration/given-books.ts"

let test: TestApp
let given: ReturnType<typeof givenBooks>
let server: ReturnType<typeof serve>
let browser: Browser
let page: Page
let book: string
const complaints: string[] = []

beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
  given = givenBooks({
    ...test.kernel,
    assets: createAssets(join(test.dataDir, "assets")),
    now: () => new Date(),
    themes: loadThemes("config/themes"),
    models: loadModelList("config/models.yaml"),
    estimate: async () => null,
    simulated: true,
  })
  server = serve({ fetch: test.app.web.fetch, hostname: "127.0.0.1", port: 0 })
  await new Promise((listening) => server.once("listening", listening))
  browser = await openBrowser()
  page = await browser.newPage({
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    extraHTTPHeaders: { authorization: `Bearer ${API_KEY}` },
    hasTouch: true,
  })
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())))
  page.on("pageerror", (error) => void complaints.push(error.message))
  const id = await given.book({ status: "draft" })
  await given.drawAll(id)
  book = `/dashboard/ebooks/${id}`
})
afterAll(async () => {
  await browser.close()
  server.close()
  if ("closeAllConnections" in server) server.closeAllConnections()
  await test.close()
})

const here = () => new URL(page.url()).pathname + new URL(page.url()).hash
const press = async (key: string, address: string) => {
  await page.keyboard.press(key)
  await page.waitForURL(`**${address}`)
}
/** Whether the page does something of its own with the key. */
const obeys = (key: string, modifier: string, target: string): Promise<boolean> =>
  page.evaluate(`!document.querySelector("${target}").dispatchEvent(
    new KeyboardEvent("keydown", { key: "${key}", ${modifier}: true, bubbles: true, cancelable: true }))`)

describe("the viewer", { timeout: 60_000 }, () => {
  beforeEach(() => page.goto(`${book}/pages/7`))

  it("goes to the neighbours with the arrow keys, to the covers with Home and End, and back to the sheet with Escape", async () => {
    await press("ArrowRight", `${book}/pages/8`)
    await press("ArrowLeft", `${book}/pages/7`)
    await press("End", `${book}/pages/25`)
    await press("ArrowLeft", `${book}/pages/24`)
    await press("Home", `${book}/pages/0`)
    await press("ArrowRight", `${book}/pages/1`)
    await press("Escape", `${book}#sheet-1`)
    expect(complaints).toEqual([])
  })

  it.each(["shiftKey", "ctrlKey", "altKey", "metaKey"])("leaves the keys alone while %s is held", async (modifier) => {
    for (const key of ["ArrowLeft", "ArrowRight", "Home", "End", "Escape"])
      expect([key, await obeys(key, modifier, "main")]).toEqual([key, false])
    await press("ArrowLeft", `${book}/pages/6`)
  })

  it("leaves the keys to a field in which somebody types, and others to the browser", async () => {
    await page.evaluate('document.querySelector("main").append(document.createElement("textarea"))')
    expect(await obeys("ArrowRight", "bubbles", "textarea")).toBe(false)
    expect(await obeys("PageDown", "bubbles", "main")).toBe(false)
    await page.evaluate("document.activeElement.blur()")
    await press("ArrowRight", `${book}/pages/8`)
  })

  it("turns the page for a finger that is drawn across it, and not for one that scrolls", async () => {
    const swipe = (right: number, down: number) =>
      page.evaluate(`
        const touch = (clientX, clientY) => new Touch({ identifier: 1, target: document.body, clientX, clientY })
        const tell = (type, told) => document.body.dispatchEvent(new TouchEvent(type, { ...told, bubbles: true }))
        tell("touchstart", { touches: [touch(200, 200)] })
        tell("touchend", { changedTouches: [touch(${200 + right}, ${200 + down})] })`)
    await swipe(-100, -300)
    await swipe(-20, 0)
    await swipe(100, 10)
    await page.waitForURL(`**${book}/pages/6`)
    await swipe(-100, 10)
    await page.waitForURL(`**${book}/pages/7`)
  })

  it("works by its links without script", async () => {
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      extraHTTPHeaders: { authorization: `Bearer ${API_KEY}` },
    })
    const still = await plain.newPage()
    await still.goto(new URL(`${book}/pages/7`, page.url()).href)
    await still.click("a[rel=next]")
    await still.waitForURL(`**${book}/pages/8`)
  })
})

describe("a book that was deleted", { timeout: 60_000 }, () => {
  it("is brought back by the notice that follows", async () => {
    const id = await given.book({ title: "Gone and Back" })
    await page.goto(`/dashboard/ebooks/${id}`)
    await page.click("summary:has-text('Delete the book')")
    await page.click("button:has-text('Delete it')")
    await page.waitForURL(`**/?deleted=${id}`)
    await page.click(`form[action$="${id}/restore"] button`)
    await page.waitForURL(`**/dashboard/ebooks/${id}`)
    expect(await page.locator("main").innerText()).toContain("0 of 26 drawn, cancelled")
    expect(here()).toBe(`/dashboard/ebooks/${id}`)
  })
})
