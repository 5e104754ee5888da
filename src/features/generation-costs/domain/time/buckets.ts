import { DAY, floor, type Micros, type Stretch } from "./reader-days.ts"

/**
 * Minutes of a bucket, finest first: a quarter of an hour, since every zone of today is whole quarters from UTC; an hour,
 * a UTC day, and thirty of them, so that a long time is few buckets. All count from 1970.
 */
export const GRAINS = [15, 60, 1_440, 43_200] as const

/** Part of a stretch, to be read from the sums of one grain; 0: from the attempts themselves. */
export type Part = Stretch & { grain: 0 | (typeof GRAINS)[number] }

/** Cuts a stretch into the coarsest buckets that fit, in as few ranges as possible; what fits no bucket is left to the attempts. */
export const partsOf = (stretch: Stretch): Part[] => cut({ ...stretch, grain: 0 }, GRAINS)

/** The inner buckets of the next coarser grain, and what is left of the stretch on either side. */
function cut(part: Part, [grain, ...coarser]: readonly (typeof GRAINS)[number][]): Part[] {
  if (part.from >= part.to) return []
  if (grain === undefined) return [part]
  const length = BigInt(grain) * MINUTE
  const from = -floor(-part.from, length) * length
  const to = floor(part.to, length) * length
  if (from >= to) return [part]
  return [...cut({ ...part, to: from }, []), ...cut({ grain, from, to }, coarser), ...cut({ ...part, from: to }, [])]
}

const MINUTE: Micros = DAY / 1_440n
