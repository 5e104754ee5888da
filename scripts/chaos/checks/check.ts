import type { History } from "../history.ts"

/** One sentence that must hold after every round. */
export type Check = {
  says: string
  /** How many were looked at, and what does not hold: each with the ids to look for. */
  look(history: History): Findings
}
export type Findings = { of: number; wrong: string[] }

/** Looks at each of some things; `fault` says what is wrong with one, or null. */
export function each<T>(things: readonly T[], fault: (thing: T) => string | null): Findings {
  return { of: things.length, wrong: things.flatMap((thing) => fault(thing) ?? []) }
}

/** One thing that holds or not. */
export const one = (holds: boolean, otherwise: string): Findings => ({ of: 1, wrong: holds ? [] : [otherwise] })

export const by = <T, K>(things: readonly T[], key: (thing: T) => K): Map<K, T> =>
  new Map(things.map((thing) => [key(thing), thing]))

/** What only one of the two has. */
export const differing = (some: ReadonlySet<string>, others: ReadonlySet<string>): string[] => [
  ...[...some].filter((id) => !others.has(id)),
  ...[...others].filter((id) => !some.has(id)),
]
