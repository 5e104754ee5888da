import { createHash } from "node:crypto"

/** A stream of choices that is the same on every machine for the same words. */
export type Random = {
  /** In [0, 1). */
  next: () => number
  between: (low: number, high: number) => number
  chance: (probability: number) => boolean
  pick: <T>(from: readonly [T, ...T[]]) => T
  /** A new order of the same things (Fisher–Yates). */
  shuffle: <T>(things: readonly T[]) => T[]
}

export function randomFrom(...words: string[]): Random {
  const next = mulberry32(createHash("sha256").update(JSON.stringify(words)).digest().readUInt32LE(0))
  const shuffle = <T>(things: readonly T[]) => {
    const left = [...things]
    return things.flatMap(() => left.splice(Math.floor(next() * left.length), 1))
  }
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    shuffle,
  }
}

/** Tommy Ettinger's mulberry32: 32 bits of state, integer arithmetic only. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
