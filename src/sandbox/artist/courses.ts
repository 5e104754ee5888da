import type { Grammar } from "./band.ts"
import { bead, heart, pearl, zigzag } from "./bands-of-beads.ts"
import { arch, ray, scallop } from "./lobes.ts"
import { daisy, flame, leaf, lotus } from "./petals.ts"
import type { Random } from "./random.ts"
import { drop, tulip } from "./tulip.ts"
import { knot, lattice } from "./woven.ts"

/** How fine the work may be. Lengths in units: 1000 are the width of the page, 118 an inch on 8.5 in paper. */
export type Fineness = {
  gap: number
  cell: number
  ring: number
  /** Only motifs of few, round cells. */
  plain: boolean
  symmetries: readonly [number, ...number[]]
}

/** One ring of a rosette; without a motif it is a calm band, `open` it has no circle around it. */
export type Course = { motif: Grammar | null; inner: number; outer: number; open: boolean }

const GRAND = [lotus, flame, daisy, leaf, scallop, arch, ray, heart, tulip, drop, lattice, knot]
const TRIM = [bead, pearl, zigzag, bead]
const PLAIN = [lotus, daisy, scallop, arch, heart, drop, bead]
/** These end in points or lobes of their own and need no circle around them. */
const EDGE = [lotus, daisy, leaf, scallop, tulip, arch, flame, ray]
const PLAIN_EDGE = [lotus, daisy, scallop, arch]

/** Rings from the outside in, down to exactly `inner`: large ones, no motif twice, with narrow or calm ones between some. */
export function courses({ outer, inner }: { outer: number; inner: number }, fine: Fineness, random: Random): Course[] {
  const first = <T>(motifs: readonly T[]): T | undefined => random.shuffle(motifs)[0]
  const edge = random.chance(0.65) ? first(fine.plain ? PLAIN_EDGE : EDGE) : undefined
  const grand = random.shuffle(fine.plain ? PLAIN : GRAND).filter((motif) => motif !== edge)
  const trim = fine.cell * 2 + fine.gap * 3
  const laid: Course[] = []
  let at = outer
  const lay = (motif: Grammar | null, size: number, open = false) => {
    laid.push({ motif, outer: at, inner: at - size, open })
    at -= size
  }
  if (edge) lay(edge, Math.min(fine.ring * random.between(0.85, 1.15), outer - inner), true)
  while (at > inner + fine.ring * 0.4) {
    const [between, roomy] = [random.next(), at - inner > fine.ring * 1.2]
    if (roomy && between < 0.4) lay(first(fine.plain ? [bead] : TRIM) ?? bead, trim * random.between(1, 1.4))
    else if (roomy && between < 0.6) lay(null, trim * random.between(0.5, 0.7))
    const wanted = fine.ring * random.between(fine.plain ? 0.95 : 0.7, 1.25)
    const size = at - wanted < inner + fine.ring * 0.5 ? at - inner : wanted
    lay(size < fine.ring * 0.6 ? bead : (grand.shift() ?? lotus), size)
  }
  const [last] = laid.slice(-1)
  if (last) last.inner = inner
  return laid
}
