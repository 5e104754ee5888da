import { createHash } from "node:crypto"

/** Addresses of the public pages that features link to one another. */
export const NEW_BOOK = "/dashboard/ebooks/new"
export const bookLink = (ebookId: string): string => `/dashboard/ebooks/${encodeURIComponent(ebookId)}`
export const bookCostsLink = (ebookId: string): string => `/dashboard/costs/ebooks/${encodeURIComponent(ebookId)}`
export const bookEventsLink = (ebookId: string): string => `/dashboard/events?book=${encodeURIComponent(ebookId)}`
export const pageLink = (ebookId: string, number: number): string => `${bookLink(ebookId)}/pages/${number}`

/** Changes with the picture, so that a browser may keep it for ever. */
export const versionOf = (imageKey: string): string => createHash("sha256").update(imageKey).digest("hex").slice(0, 12)

/** The address of a page's picture; null where there is none yet. */
export function pictureLink(
  ebookId: string,
  { number, imageKey }: { number: number; imageKey: string | null },
  size: "stamp" | "thumb" | "view" | "picture",
): string | null {
  return imageKey === null ? null : `${pageLink(ebookId, number)}/${size}?v=${versionOf(imageKey)}`
}
