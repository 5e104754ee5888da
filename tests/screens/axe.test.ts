import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createEventBus } from "../../src/shared/events/event-bus.ts"
import { openBrowser } from "../support/browser.ts"
import { type Kernel, openKernel } from "../support/database.ts"
import { openShop, SHOPS, type Shop, type ShopSize } from "../support/shop.ts"
import { axe, headings, keyboard, motion, sideways } from "./checks.ts"
import { SCREENS, type Screen } from "./screens.ts"
import { open, visit } from "./visit.ts"

const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
/** What a change of colours alone can break. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"]

let browser: Browser
const shops = new Map<ShopSize, Shop>()
const visitors = new Map<string, BrowserContext>()

beforeAll(async () => {
  browser = await openBrowser()
  for (const size of SHOPS) shops.set(size, await openShop(await kernel(), { size, dpi: 100 }))
}, 180_000)
afterAll(async () => {
  await browser.close()
  await Promise.all([...shops.values()].map((shop) => shop.close()))
})

/** Every event once: here it is the screens that are looked at, and the wait is half as long. */
async function kernel(): Promise<Kernel> {
  const opened = await openKernel()
  return { ...opened, bus: createEventBus({ ...opened, acknowledge: () => true }) }
}

async function pageIn(size: ShopSize, signedIn: boolean): Promise<{ page: Page; shop: Shop }> {
  const shop = shops.get(size)
  if (!shop) throw new Error(`no shop of ${size}`)
  const key = `${size} ${signedIn}`
  const visitor = visitors.get(key) ?? (await visit(browser, shop, { ...WIDE, scheme: "light", signedIn }))
  visitors.set(key, visitor)
  return { page: await visitor.newPage(), shop }
}

/** Everything that is wrong with a screen, by day and by night, wide and on a phone. */
async function faultsOf(page: Page, shop: Shop, screen: Screen): Promise<string[]> {
  const complaints = await open(page, shop, screen)
  const found: string[] = []
  const note = (where: string, faults: string[]) => found.push(...faults.map((fault) => `${where}: ${fault}`))
  for (const [name, size] of Object.entries({ wide: WIDE, phone: PHONE })) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: "light" })
    note(name, await axe(page, "all"))
    await page.emulateMedia({ colorScheme: "dark" })
    note(`${name}, night`, await axe(page, OF_COLOURS))
  }
  note("at 360 px", await sideways(page))
  await page.setViewportSize(WIDE)
  note("headings", await headings(page))
  note("motion", await motion(page))
  if (screen.main) note("keyboard", await keyboard(page, screen.main))
  return [...complaints, ...found]
}

const every = SCREENS.flatMap((screen) => screen.shops.map((size) => ({ ...screen, size })))

describe("every screen is fit for everybody, by day and by night, wide and narrow", { concurrent: true }, () => {
  it.each(every)("$name, $size", { timeout: 60_000 }, async ({ size, ...screen }) => {
    const { page, shop } = await pageIn(size, screen.signedIn)
    try {
      expect(await faultsOf(page, shop, { ...screen, shops: [size] })).toEqual([])
    } finally {
      await page.close()
    }
  })
})

type Fault = { what: string; plant: () => void; said: string }
/** Done to the page before it is looked at; `said` is part of what must be found. */
const PLANTED: readonly Fault[] = [
  {
    what: "a picture without words",
    plant: () => document.querySelector("main")?.append(new Image()),
    said: "image-alt",
  },
  {
    what: "words too pale by night",
    plant: () => document.querySelector("h1")?.style.setProperty("color", "light-dark(#000, #333)"),
    said: "phone, night: serious: color-contrast",
  },
  {
    what: "something wider than a phone",
    plant: () => document.querySelector("h1")?.style.setProperty("width", "400px"),
    said: "at 360 px: scrolls sideways",
  },
  {
    what: "a heading out of order",
    plant: () => document.querySelector("main")?.append(document.createElement("h4")),
    said: "jumps to level 4",
  },
  {
    what: "a focus that cannot be seen",
    plant: () => document.querySelector<HTMLElement>(".input")?.style.setProperty("outline", "none", "important"),
    said: "no visible focus on input",
  },
  {
    what: "an action that Tab does not reach",
    plant: () => document.querySelector("main form button")?.setAttribute("tabindex", "-1"),
    said: "Tab does not come to",
  },
  {
    what: "something that never rests",
    plant: () => void document.querySelector("h1")?.animate([{ opacity: 1 }, { opacity: 0.9 }], { duration: 9e5 }),
    said: "moves although motion is reduced",
  },
  { what: "a script's error", plant: () => console.error("planted"), said: "console: planted" },
  { what: "a file that is not there", plant: () => void new Image().setAttribute("src", "/static/none"), said: "404" },
  {
    what: "a question to another origin",
    plant: () => void fetch("https://elsewhere.example/").catch(() => {}),
    said: "elsewhere.example",
  },
]

describe("every planted fault is found", () => {
  it("on the sign-in page", { timeout: 60_000 }, async () => {
    const login = SCREENS.find(({ name }) => name === "login")
    if (!login) throw new Error("there is no login")
    const { page, shop } = await pageIn(0, false)
    for (const { plant } of PLANTED) await page.addInitScript(`addEventListener("load", ${plant.toString()})`)
    const found = (await faultsOf(page, shop, login)).join("\n")
    expect(PLANTED.filter(({ said }) => !found.includes(said)).map(({ what }) => what)).toEqual([])
  })
})
