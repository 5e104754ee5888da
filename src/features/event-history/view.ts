import { outsideId } from "../../shared/web/api.ts"

/** Deliveries by which the list can be narrowed down: waiting to be handled, tried more than once, given up. */
export const STATES = ["pending", "retried", "parked"] as const
export type State = (typeof STATES)[number]

/** What the list shows, as it stands in its address. `before` is the event under which it goes on. */
export type View = { state: State | null; type: string | null; book: string | null; before: string | null }

export const EVENTS = "/dashboard/events"
export const PLAIN: View = { state: null, type: null, book: null, before: null }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const isEventId = (text: string): boolean => UUID.test(text)

/** The view that an address asks for; whatever in it is not understood falls back to everything, newest first. */
export function viewFrom(query: URLSearchParams): View {
  const before = query.get("before") ?? ""
  return {
    state: STATES.find((state) => state === query.get("state")) ?? null,
    type: idOrNull(query.get("type")),
    book: idOrNull(query.get("book")),
    before: isEventId(before) ? before : null,
  }
}

const idOrNull = (text: string | null): string | null => outsideId.safeParse(text).data ?? null

/** The query that gives this view, "" for the plain list; only what differs from it is said. */
export function queryOf(view: View): string {
  const said = Object.entries(view).filter((entry): entry is [string, string] => entry[1] !== null)
  return said.length === 0 ? "" : `?${new URLSearchParams(said)}`
}

export const hrefOf = (view: View): string => EVENTS + queryOf(view)
export const eventLink = (id: string): string => `${EVENTS}/${id}`
