/**
 * Takes docs/screenshots anew from the real app: `npm run screenshots`, or `-- --only login` for the screens whose name
 * begins so. Prints what each weighs.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import type { Browser, Page } from "playwright-core"
import sharp from "sharp"
import { SCREENS, type Screen } from "../tests/screens/screens.ts"
import { open, visit } from "../tests/screens/visit.ts"
import { openBrowser } from "../tests/support/browser.ts"
import { SHOPS, type Shop, type ShopSize } from "../tests/support/shop.ts"
import { SIGHTS, screenshotIndex, screenshotName } from "./screenshot-index.ts"
import { openShopAlone } from "./shop.ts"

const FOLDER = "docs/screenshots"
/** Of a longer page only the top is shown, and a wide one at three quarters: all together weigh under 3 MB. */
const TALLEST = { 1280: 1000, 390: 1100 }
const KEPT = { width: 960, quality: 20 }
/** The one of the main README, in the pixels it was drawn in. */
const README = { screen: "dashboard", size: 30, file: "readme.webp", height: 1400, kept: { width: 1280, quality: 80 } }
const PICTURES_DPI = 100
const DATA_FOLDER = "/srv/colophon/data"

const { only } = parseArgs({ options: { only: { type: "string", default: "" } } }).values
const chosen = SCREENS.filter(({ name }) => name.startsWith(only))
if (chosen.length === 0) {
  console.error(`No screen begins with ${only}. There are ${SCREENS.map(({ name }) => name).join(", ")}.`)
  process.exit(1)
}
mkdirSync(FOLDER, { recursive: true })
if (only === "") for (const file of readdirSync(FOLDER)) rmSync(join(FOLDER, file))

const browser = await openBrowser()
let total = 0
for (const size of SHOPS) {
  const screens = chosen.filter(({ shops }) => shops.includes(size))
  if (screens.length > 0) await photograph(browser, screens, size)
}
await browser.close()
writeFileSync(join(FOLDER, "README.md"), screenshotIndex())
console.log(`${Math.round(total / 1000)} kB in all`)

async function photograph(browser: Browser, screens: readonly Screen[], size: ShopSize): Promise<void> {
  const shop = await openShopAlone(size, PICTURES_DPI)
  for (const screen of screens) {
    const visitor = await visit(browser, shop, { width: 1280, scheme: "light", signedIn: screen.signedIn })
    const page = await visitor.newPage()
    await open(page, shop, screen)
    await dress(page, shop)
    for (const sight of SIGHTS) {
      const name = screenshotName(screen.name, size, sight)
      await page.emulateMedia({ colorScheme: sight.scheme, reducedMotion: "reduce" })
      save(name, await shoot(page, { width: sight.width, tallest: TALLEST[sight.width], kept: KEPT }))
    }
    if (screen.name === README.screen && size === README.size) {
      await page.emulateMedia({ colorScheme: "light" })
      save(README.file, await shoot(page, { width: 1280, tallest: README.height, kept: README.kept }))
    }
    await visitor.close()
  }
  await shop.close()
}

type Shot = { width: number; tallest: number; kept: { width: number; quality: number } }

/** The page from its top, with everything in it loaded. */
async function shoot(page: Page, { width, tallest, kept }: Shot): Promise<Buffer> {
  await page.setViewportSize({ width, height: tallest })
  await page.evaluate(async () => {
    await document.fonts.ready
    const near = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight)
    await Promise.all(near.map((image) => image.decode().catch(() => {})))
  })
  const height = Math.min(tallest, await page.evaluate(() => document.body.scrollHeight))
  const png = await page.screenshot({ clip: { x: 0, y: 0, width, height } })
  return sharp(png)
    .resize({ width: kept.width, withoutEnlargement: true })
    .webp({ quality: kept.quality, effort: 6 })
    .toBuffer()
}

/** A screenshot tells nothing of the machine it was taken on, and keeps no room for a scroll bar that it does not show. */
async function dress(page: Page, { test }: Shop): Promise<void> {
  await page.evaluate(
    ([here, shown]) => {
      document.documentElement.style.scrollbarGutter = "auto"
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        text.nodeValue = text.nodeValue?.replace(here ?? "", shown ?? "") ?? null
      }
    },
    [test.dataDir, DATA_FOLDER],
  )
}

function save(file: string, picture: Buffer): void {
  writeFileSync(join(FOLDER, file), picture)
  total += picture.length
  console.log(`${(picture.length / 1000).toFixed(1).padStart(6)} kB  ${file}`)
}
