import type { Bound, Period } from "../domain/time/period.ts"
import type { sentences } from "./sentences.ts"

/** When the ledger was last proved. */
export const PROOF = "/dashboard/costs/proof"

export const costsLink = (money: string): string => `/dashboard/costs?${money}`
export const attemptLink = (attemptId: string): string => `/dashboard/costs/attempts/${encodeURIComponent(attemptId)}`

/** A kind of attempts that has a list of its own. */
export type Kind = keyof typeof sentences.list.kinds

/** Which attempts of a kind; an empty theme is none known. */
export type ListFilter = Partial<
  Record<"ebookId" | "model" | "purpose" | "outcome" | "wasteReason" | "themeId", string>
>

/** Where a number leads: the attempts it counts. `query` says which money and, where it is not all of it, which time. */
export const listLink = (query: string, filter: ListFilter) => (show: Kind) =>
  `/dashboard/costs/attempts?show=${show}&${query}${Object.entries(filter)
    .map(([name, value]) => `&${name}=${encodeURIComponent(value)}`)
    .join("")}`

/** The attempts of one book, or of all. */
export const attemptsLink = (query: string, ebookId: string | null) =>
  listLink(query, ebookId === null ? {} : { ebookId })

/** A time as an address asks for it, the open ends left out: "from=2026-11-01&to=2026-11-30&tz=UTC". */
export function timeQuery({ from, to, timeZone }: Period): string {
  const bound = (name: string, at: Bound | null) => (at === null ? [] : [[name, "day" in at ? at.day : at.instant]])
  return new URLSearchParams([...bound("from", from), ...bound("to", to), ["tz", timeZone]]).toString()
}

/** All books that cost something in a time. */
export const booksLink = (query: string): string => `/dashboard/costs/ebooks?${query}`

/** The price book, and every version of a model's prices of one meter. */
export const PRICES = "/dashboard/prices"
export const priceHistoryLink = (model: string, meter: string): string =>
  `${PRICES}/history?${new URLSearchParams({ model, meter })}`
/** The form for a price of one's own, filled in so far. */
export const ownPriceLink = (model: string, meter: string): string =>
  `${PRICES}?${new URLSearchParams({ model, meter })}#own`
