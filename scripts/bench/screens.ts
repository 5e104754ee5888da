import type { Browser } from "playwright-core"
import { SCREENS, type Screen } from "../../tests/screens/screens.ts"
import { visit } from "../../tests/screens/visit.ts"
import { openBrowser } from "../../tests/support/browser.ts"
import { SHOPS, type ShopSize } from "../../tests/support/shop.ts"
import { openShopAlone } from "../shop.ts"
import { median, quantile } from "./figures.ts"
import { KINDS, type Load, loadOf } from "./page-load.ts"

const REQUESTS = 50
const PRINT_DPI = 300
/** The session is looked up and the shell is drawn, and nothing else. */
const EMPTY_PAGE = "/nothing"

type OpenShop = Awaited<ReturnType<typeof openShopAlone>>
type Asked = { times: number[]; queries: number[]; html: Buffer }

/** What each screen weighs on the wire, first and again, and how long the server takes for its HTML. */
export async function bench(): Promise<void> {
  console.log(
    `method: Chromium with an empty cache, then again with a full one; bytes as they came, compressed and with headers; unpacked is the html alone; streams that stay open are not counted; pictures at ${PRINT_DPI} dpi`,
  )
  console.log(
    `server: ${REQUESTS} requests one after the other on loopback, after 5 to warm up; × is the median against ${EMPTY_PAGE}, asked in turn; queries is their median`,
  )
  console.log(
    row(["screen", "books", "requests", ...KINDS, "first", "again", "unpacked", "p50 ms", "p99 ms", "×", "queries"]),
  )
  const browser = await openBrowser()
  for (const size of SHOPS) {
    const shop = await openShopAlone(size, PRINT_DPI)
    for (const screen of SCREENS.filter(({ shops, act }) => shops.includes(size) && act === null)) {
      console.log(row(await figuresOf(browser, shop, screen, size)))
    }
    await shop.close()
  }
  await browser.close()
}

async function figuresOf(browser: Browser, shop: OpenShop, screen: Screen, size: ShopSize): Promise<string[]> {
  const visitor = await visit(browser, shop, { width: 1280, scheme: "light", signedIn: screen.signedIn })
  const { cookies } = await visitor.storageState()
  await visitor.close()
  const path = await screen.path(shop)
  const context = await browser.newContext({ baseURL: shop.url, viewport: { width: 1280, height: 900 } })
  await context.addCookies(cookies)
  const first = await loadOf(context, path)
  const again = await loadOf(context, path)
  await context.close()

  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ")
  const [page, empty] = await askInTurn(shop, [path, EMPTY_PAGE], cookie)
  if (!page || !empty) throw new Error("nothing was asked")
  return [
    screen.name,
    String(size),
    `${first.requests} / ${again.requests}`,
    ...KINDS.map((kind) => kilo(first.bytes[kind])),
    kilo(sum(first)),
    kilo(sum(again)),
    kilo(page.html.length),
    median(page.times).toFixed(1),
    quantile(page.times, 0.99).toFixed(1),
    (median(page.times) / median(empty.times)).toFixed(1),
    String(median(page.queries)),
  ]
}

async function askInTurn(shop: OpenShop, paths: readonly string[], cookie: string): Promise<Asked[]> {
  const asked = paths.map((): Asked => ({ times: [], queries: [], html: Buffer.alloc(0) }))
  for (let round = -5; round < REQUESTS; round++) {
    for (const [i, path] of paths.entries()) {
      const [from, queries] = [performance.now(), shop.queries()]
      const answer = await fetch(shop.url + path, { headers: { cookie }, redirect: "manual" })
      const html = Buffer.from(await answer.arrayBuffer())
      const one = asked[i]
      if (!one || round < 0) continue
      one.times.push(performance.now() - from)
      one.queries.push(shop.queries() - queries)
      one.html = html
    }
  }
  return asked
}

const sum = ({ bytes }: Load) => KINDS.reduce((all, kind) => all + bytes[kind], 0)
const kilo = (bytes: number) => (bytes / 1000).toFixed(1)
const row = ([name = "", ...cells]: readonly string[]) =>
  name.padEnd(22) + cells.map((cell) => cell.padStart(Math.max(8, cell.length + 1))).join("")
