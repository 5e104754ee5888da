import { linkSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { planColoringBook } from "../../src/features/ebook-generation/domain/coloring-book-strategy.ts"
import type { Theme } from "../../src/features/ebook-generation/domain/theme.ts"
import { toCover } from "../../src/features/ebook-generation/infrastructure/images/cover-art.ts"
import { toLineArt } from "../../src/features/ebook-generation/infrastructure/images/line-art.ts"
import { draw } from "../../src/sandbox/artist/draw.ts"
import { SHOP_BOOKS, type ShopBook } from "./shop-books.ts"

/** Different pages of a theme and audience, and covers of a theme; then they come again. */
const PAGES = 12
const COVERS = 8
const DRAWN = { width: 432, height: 592 }

/** Pictures by the sandbox's artist, each drawn once and hung into the asset store under every key that shows it. */
export function createPrints(folder: string, { themes, dpi }: { themes: readonly Theme[]; dpi: number }) {
  const made = new Map<string, Promise<string>>()
  const coverOf = (book: ShopBook) => SHOP_BOOKS.indexOf(book) % COVERS

  async function make(book: ShopBook, number: number): Promise<string> {
    const theme = themes.find(({ id }) => id === book.theme)
    if (!theme) throw new Error(`there is no theme ${book.theme}`)
    const seed = number === 0 ? coverOf(book) : 1
    const { prompt = "" } = planColoringBook({ theme, audience: book.for, pageCount: PAGES, seed })[number] ?? {}
    const drawing = new Uint8Array(await draw({ prompt, seed, ...DRAWN }))
    const [width = 0, height = 0] = book.trim.split("x").map((inches) => Math.round(Number(inches) * dpi))
    const picture = await (number === 0 ? toCover : toLineArt)(drawing, { width, height })
    if (!picture.ok) throw new Error(`the artist drew something unfit: ${picture.problem}`)
    const path = join(folder, "prints", `${made.size}-${number}.png`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, picture.png)
    return path
  }

  return {
    /** Puts the picture of a page where `key` says. */
    async hang(key: string, book: ShopBook, pageNumber: number): Promise<void> {
      const number = pageNumber === 0 ? 0 : 1 + ((pageNumber + book.title.length) % PAGES)
      const about = [book.theme, book.for, book.trim, number, number === 0 ? coverOf(book) : ""].join()
      const print = made.get(about) ?? make(book, number)
      made.set(about, print)
      const path = join(folder, "assets", key)
      mkdirSync(dirname(path), { recursive: true })
      linkSync(await print, path)
    },
  }
}
