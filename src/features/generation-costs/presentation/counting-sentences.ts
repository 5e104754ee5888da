import { grouped } from "../../../shared/web/money.ts"

/** "1 attempt", "1,371 tokens". */
export const counted = (count: number | string, one: string, many: string): string =>
  `${grouped(String(count))} ${String(count) === "1" ? one : many}`

/** "page 7", "the cover and pages 1, 2 and 3"; empty where no page was drawn. */
export function pagesInWords(pages: readonly number[]): string {
  const drawn = pages.filter((page) => page !== 0)
  const cover = pages.includes(0) ? ["the cover"] : []
  if (drawn.length === 0) return cover.join("")
  const numbers = drawn.length === 1 ? `page ${drawn[0]}` : `pages ${drawn.slice(0, -1).join(", ")} and ${drawn.at(-1)}`
  return [...cover, numbers].join(" and ")
}
