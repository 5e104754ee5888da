/** A delivery as the model knows it; `tries` counts from the last time it was made due by a person or a replay. */
export type Expected = {
  page: string
  book: string
  state: "pending" | "handled" | "parked"
  tries: number
  due: boolean
}

/** What the bus should be: of each subscriber its deliveries in the order of the events, and all that it heard. */
export type Model = {
  /** Every event there ever was, by the page it is about. */
  said: { page: string; book: string; archived: boolean }[]
  lines: Map<string, Expected[]>
  heard: Map<string, string[]>
  /** "ada a": all handlings of a book fail. */
  failing: Set<string>
}

export const emptyModel = (): Model => ({ said: [], lines: new Map(), heard: new Map(), failing: new Set() })

export const lineOf = ({ lines }: Model, subscriber: string): Expected[] => lines.get(subscriber) ?? []
export const fresh = (page: string, book: string): Expected => ({ page, book, state: "pending", tries: 0, due: true })

/** Of each book the first delivery that is not handled, where it may be handled now. */
export function heads(model: Model, subscriber: string): Expected[] {
  const first = new Map<string, Expected>()
  for (const one of lineOf(model, subscriber))
    if (one.state !== "handled" && !first.has(one.book)) first.set(one.book, one)
  return [...first.values()].filter(({ state, due }) => state === "pending" && due)
}

export const fails = (model: Model, subscriber: string, { book }: Expected) =>
  model.failing.has(`${subscriber} ${book}`)

export function handle(model: Model, subscriber: string, one: Expected): void {
  Object.assign(one, { state: "handled", tries: one.tries + 1 })
  model.heard.set(subscriber, [...(model.heard.get(subscriber) ?? []), one.page])
}

/** After the eighth failure it is parked. */
export function fail(one: Expected): void {
  const tries = one.tries + 1
  Object.assign(one, { tries, due: false, state: tries >= 8 ? "parked" : "pending" })
}

/** Everything that is not handled: "ada a1 parked". */
export const unhandled = ({ lines }: Model): string[] =>
  [...lines].flatMap(([subscriber, line]) =>
    line.filter(({ state }) => state !== "handled").map(({ page, state }) => `${subscriber} ${page} ${state}`),
  )
