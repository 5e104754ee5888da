import { isObject, member } from "../../shared/json.ts"

/** The page of a book that an event speaks of; null where it speaks of none, or of several. */
export type PageOf = { number: number; kind: "cover" | "content" | "back-cover" }

/** By the names that payloads have for it: `pageNumber` with its `kind`, or the `pages` of an attempt. */
export function pageOf(payload: unknown): PageOf | null {
  if (!isObject(payload)) return null
  const pages = member(payload, "pages")
  const number = member(payload, "pageNumber") ?? (Array.isArray(pages) && pages.length === 1 ? pages[0] : null)
  if (!Number.isInteger(number)) return null
  const kind = member(payload, "kind") === "back-cover" ? "back-cover" : number === 0 ? "cover" : "content"
  return { number: Number(number), kind }
}
