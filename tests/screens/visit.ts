import type { Browser, BrowserContext, Page, Response } from "playwright-core"
import { OWNER, type Shop } from "../support/shop.ts"
import type { Screen } from "./screens.ts"

const HEIGHT = 900

export type Sight = { width: number; scheme: "light" | "dark"; signedIn: boolean }

/** A browser of its own, signed in to the shop or a stranger to it. */
export async function visit(browser: Browser, shop: Shop, { width, scheme, signedIn }: Sight): Promise<BrowserContext> {
  const viewport = { width, height: HEIGHT }
  const context = await browser.newContext({ baseURL: shop.url, viewport, colorScheme: scheme })
  if (!signedIn) return context
  const page = await context.newPage()
  await page.goto("/login")
  await page.fill('[name="email"]', OWNER.email)
  await page.fill('[name="password"]', OWNER.password)
  await page.click("main form button")
  await page.waitForURL("/")
  await page.close()
  return context
}

/** Opens the screen and brings it into its state. Says what the browser complained of on the way, each in a sentence. */
export async function open(page: Page, shop: Shop, { path, act, status }: Screen): Promise<string[]> {
  const complaints: string[] = []
  // Chromium calls a page that was meant to be refused an error too.
  const refusal = (url: string) => status !== 200 && url === page.url()
  page.on("console", (message) => {
    if (message.type() === "error" && !refusal(message.location().url)) complaints.push(`console: ${message.text()}`)
  })
  page.on("pageerror", (error) => void complaints.push(`script: ${error.message}`))
  page.on("requestfailed", (request) => {
    // Leaving a page ends what it listens to.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") complaints.push(`request failed: ${request.url()}`)
  })
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== shop.url) complaints.push(`asked elsewhere: ${request.url()}`)
  })
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      complaints.push(`${response.status()}: ${response.url()}`)
  })
  let answer = await page.goto(await path(shop))
  if (act) {
    const isPage = (response: Response) => response.request().isNavigationRequest()
    ;[answer] = await Promise.all([page.waitForResponse(isPage), act(page)])
    await page.waitForLoadState()
  }
  if (answer?.status() !== status) complaints.push(`answered ${answer?.status()}, not ${status}`)
  return complaints
}
