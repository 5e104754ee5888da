import { readFileSync } from "node:fs"
import { parse } from "yaml"

/** What befalls an attempt at a page. */
export type Mishap = "not-a-picture" | "no-usage" | "lost" | "refused" | "key-refused" | "no-credit"

export type ShopBook = {
  /** What tests and screenshots call it. */
  name: string
  title: string
  author: string | null
  theme: string
  for: "3-5" | "6-8" | "9-12" | "adults"
  trim: string
  pages: number
  daysAgo: number
  steps: number
  mishaps: Readonly<Record<number, readonly Mishap[]>>
  end: "as it is" | "pause" | "cancel" | "leave pages being drawn"
}

const UNLESS_SAID = { steps: Number.POSITIVE_INFINITY, mishaps: {}, end: "as it is" } as const
const written: readonly object[] = parse(readFileSync(new URL("shop-books.yaml", import.meta.url), "utf8"))

export const SHOP_BOOKS = written.map((book) => ({ ...UNLESS_SAID, ...book }) as ShopBook)
