import type { MarkName } from "../../../shared/web/marks.ts"
import type { Trim } from "../domain/trim.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import type { EbookStatus } from "../infrastructure/tables.ts"

const STATUSES: Readonly<Record<EbookStatus, { words: string; mark: MarkName }>> = {
  requested: { words: "Waiting for its turn", mark: "waiting" },
  generating: { words: "Drawing", mark: "drawing" },
  paused: { words: "Paused", mark: "paused" },
  draft: { words: "Draft", mark: "draft" },
  failed: { words: "Failed", mark: "failed" },
  cancelled: { words: "Cancelled", mark: "cancelled" },
}

/** A book's status in a word and a shape; hot where only a person gets it going again. */
export const statusOf = ({ status, reasonCode }: Pick<EbookView, "status" | "reasonCode">) => ({
  ...STATUSES[status],
  hot: status === "failed" || (status === "paused" && reasonCode !== "by-hand"),
})

/** "Page 7", "The cover": a page as a sentence begins with it. */
export function pageName({ kind, number }: Pick<PageView, "kind" | "number">): string {
  if (kind === "content") return `Page ${number}`
  return kind === "cover" ? "The cover" : "The back cover"
}

/** "8.5 × 11 in" */
export const trimText = (trim: Trim): string => `${trim.replace("x", " × ")} in`

const COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

/** A small number as a word: "three". */
export const countWord = (count: number): string => COUNTS[count] ?? String(count)

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" })
const TIME = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" })

/** "21 Nov 2026", UTC. Does not break. */
export const dayText = (instant: Date): string => DAY.format(instant).replaceAll(" ", "\u00a0")

/** "14:06", UTC. */
export const timeText = (instant: Date): string => TIME.format(instant)

/** "14:06:31", UTC. */
export const secondText = (instant: Date): string => instant.toISOString().slice(11, 19)
