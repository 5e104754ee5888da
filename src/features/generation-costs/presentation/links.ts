import type { sentences } from "./sentences.ts"

export const costsLink = (money: string): string => `/dashboard/costs?${money}`
export const attemptLink = (attemptId: string): string => `/dashboard/costs/attempts/${encodeURIComponent(attemptId)}`

/** A kind of attempts that has a list of its own. */
export type Kind = keyof typeof sentences.list.kinds

/** Where the words beside a sum lead: the attempts they count, of one book or of all. `money` says which money. */
export const attemptsLink = (money: string, ebookId: string | null) => (show: Kind) =>
  `/dashboard/costs/attempts?show=${show}&${money}${ebookId === null ? "" : `&ebookId=${encodeURIComponent(ebookId)}`}`
