import type { MarkName } from "../../shared/web/marks.ts"
import { sentences } from "./sentences.ts"

const MARKS: Readonly<Record<string, MarkName>> = {
  requested: "waiting",
  generating: "drawing",
  paused: "paused",
  draft: "draft",
  failed: "failed",
  cancelled: "cancelled",
}

const say = new Map(Object.entries(sentences.status))

/** A book's status as its shape and its words; hot where only a person gets it going again. */
export function statusOf({ status, reasonCode }: { status: string; reasonCode: string | null }) {
  const reason = status === "paused" ? say.get(reasonCode ?? "") : undefined
  return {
    mark: MARKS[status] ?? "waiting",
    words: reason ?? say.get(status) ?? status,
    hot: status === "failed" || (status === "paused" && reasonCode !== "by-hand"),
  }
}

/** "page 7", "the cover": `sheetCount` is how many the book has, both covers included. */
export function pageWords(number: number, sheetCount: number): string {
  if (number === 0) return sentences.page.cover
  return number === sheetCount - 1 ? sentences.page.back : sentences.page.content(number)
}

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(sentences.locale, { timeZone: "UTC", ...options })
const MONTH = inUtc({ month: "long" })
const TIME = inUtc({ hour: "2-digit", minute: "2-digit" })
const DAY = inUtc({ weekday: "short", day: "numeric", month: "short" })
const DAY_OF_YEAR = inUtc({ day: "numeric", month: "short", year: "numeric" })

/** "November", UTC. */
export const monthText = (at: Date): string => MONTH.format(at)

/** "14:06", UTC. */
export const timeText = (at: Date): string => TIME.format(at)

/** "14:06 today", "Sat 21 Nov", "21 Nov 2025", UTC. Does not break. */
export function ageText(at: Date, now: Date): string {
  const isSame = (format: Intl.DateTimeFormat) => format.format(at) === format.format(now)
  if (isSame(DAY_OF_YEAR)) return unbroken(sentences.today(TIME.format(at)))
  const day = at.getUTCFullYear() === now.getUTCFullYear() ? DAY.format(at).replace(",", "") : DAY_OF_YEAR.format(at)
  return unbroken(day)
}

const unbroken = (text: string) => text.replaceAll(" ", "\u00a0")
