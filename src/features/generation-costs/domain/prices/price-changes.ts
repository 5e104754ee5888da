import { keyOf, type PriceVersion } from "./price-book.ts"

/** A version, and the one that it took the place of; null: its model was known before, but not this price of it. */
export type Changed<V extends PriceVersion> = { version: V; before: V | null }

/** What changed in the price book, newest first. What a model came with is no change. `versions`: all of their models. */
export function priceChanges<V extends PriceVersion>(versions: readonly V[]): Changed<V>[] {
  const oldestFirst = versions.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime() || a.id - b.id)
  const knownSince = new Map<string, Date>()
  const last = { own: new Map<string, V>(), fetched: new Map<string, V>() }
  const changes = oldestFirst.flatMap((version) => {
    const key = keyOf(version)
    const isOwn = version.origin === "operator"
    const before = (isOwn ? last.own.get(key) : undefined) ?? last.fetched.get(key) ?? null
    const isKnown = version.validFrom > (knownSince.get(version.model) ?? version.validFrom)
    if (!knownSince.has(version.model)) knownSince.set(version.model, version.validFrom)
    last[isOwn ? "own" : "fetched"].set(key, version)
    return isOwn || before || isKnown ? [{ version, before }] : []
  })
  return changes.reverse()
}
