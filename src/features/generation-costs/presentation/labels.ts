import { grouped } from "../../../shared/web/money.ts"

/** "1 attempt", "1,371 tokens". */
export const counted = (count: number | string, one: string, many: string): string =>
  `${grouped(String(count))} ${String(count) === "1" ? one : many}`

export const pageLabel = (page: number): string => (page === 0 ? "Cover" : `Page ${page}`)

/** "page 7", "the cover", "pages 1, 2 and 3"; empty where no page was drawn. */
export function pagesInWords(pages: readonly number[]): string {
  const [first] = pages
  if (first === undefined) return ""
  if (pages.length === 1) return first === 0 ? "the cover" : `page ${first}`
  const drawn = pages.filter((page) => page !== 0)
  const cover = pages.includes(0) ? ["the cover"] : []
  const listed =
    drawn.length === 1 ? [`page ${drawn[0]}`] : [`pages ${drawn.slice(0, -1).join(", ")} and ${drawn.at(-1)}`]
  return [...cover, ...listed].join(" and ")
}

const OUTCOMES: Record<string, string> = {
  succeeded: "Succeeded",
  "no-usable-image": "No usable image",
  refused: "Refused by the model",
  "failed-unbilled": "Failed, not charged",
  "failed-billed": "Failed, but charged",
  cancelled: "Cancelled",
  unknown: "Answer lost",
}

export const outcomeLabel = (outcome: string): string => OUTCOMES[outcome] ?? outcome

const METERS: Record<string, string> = {
  input_text: "Prompt text",
  input_cached: "Prompt text, from the cache",
  input_cache_write: "Prompt text, put into the cache",
  input_image: "Images sent along",
  output_text: "Text beside the image",
  output_reasoning: "Reasoning",
  output_image: "Image",
  image: "Image, by the piece",
  megapixel: "Image, by the megapixel",
  request: "The request itself",
}

export const meterLabel = (meter: string): string => METERS[meter] ?? meter

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })

/** "23 Nov 2026, 13:58", in UTC, which the page must say. */
export const minute = (at: Date): string => DAY.format(at)

/** "23 Nov 2026, 13:58:04.118 UTC". */
export function millisecond(at: Date): string {
  const [, time = ""] = at.toISOString().split("T")
  return `${minute(at).replace(/, .*/, "")}, ${time.replace("Z", " UTC")}`
}
