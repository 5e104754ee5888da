import { type Band, type Grammar, height, level, room, root } from "./band.ts"
import { circle, mirrored, type Point, type Shape } from "./shapes.ts"

/** A petal by its base, its tip and its widest place: half widths and radii. */
type Petal = { base: number; tip: number; foot: number; belly: number; round: number }

/** `round` 0 is a slim flame, 0.5 a lotus petal, 1 a daisy petal. */
export function petal({ base, tip, foot, belly, round }: Petal): string {
  const rise = tip - base
  const near = (belly - foot / 8) / (0.375 * (1.35 + round * 0.5))
  const far = near * (0.35 + round * 0.5)
  const top: Point = round > 0.8 ? [far, tip] : [far, base + rise * 0.72]
  return mirrored([foot, base], [[[near, base + rise * 0.4], top, [0, tip]]])
}

const within = (outer: Petal, by: number): Petal => ({
  ...outer,
  base: outer.base + by * 1.5,
  tip: outer.tip - by * (outer.round > 0.8 ? 1.1 : 2.2),
  foot: Math.max(outer.foot - by, 2),
  belly: outer.belly - by,
})

/** A petal with what still fits in it: a smaller petal, and a bead in that. */
function filled(band: Band, outer: Petal, tones: readonly [Shape["tone"], Shape["tone"]]): Shape[] {
  const shapes: Shape[] = [{ d: petal(outer), weight: "line", tone: tones[0] }]
  const small = within(outer, Math.max(band.cell, outer.belly * 0.3))
  if (small.belly < band.cell || small.tip - small.base < band.cell * 3) return shapes
  shapes.push({ d: petal(small), weight: "detail", tone: tones[1] })
  const bead = small.belly - band.cell * 0.8
  if (bead > band.cell * 0.8 && outer.round > 0.3)
    shapes.push({ d: circle(bead, [0, small.base + (small.tip - small.base) * 0.48]), weight: "detail", tone: "light" })
  return shapes
}

const belly = (band: Band, share: number) => Math.min(room(band, level(band, share)), height(band) * 0.46)

function rows(band: Band, round: number): ReturnType<Grammar["draw"]> {
  const foot = Math.max(room(band, root(band)) * 0.7, 3)
  const front: Petal = {
    base: root(band),
    tip: band.outer - (round > 0.8 ? band.gap : 0),
    foot,
    belly: belly(band, 0.45),
    round,
  }
  const back: Petal = { ...front, base: level(band, 0.3), tip: level(band, 0.93), belly: belly(band, 0.55) * 0.95 }
  const behind: Shape[] = [{ d: petal(back), weight: "line", tone: "second" }]
  return [
    { count: band.count, phase: 0.5, shapes: behind },
    { count: band.count, phase: 0, shapes: filled(band, front, ["main", "accent"]) },
  ]
}

export const lotus: Grammar = { name: "lotus", aspect: 0.7, draw: (band) => rows(band, 0.45) }
export const flame: Grammar = { name: "flame", aspect: 0.5, draw: (band) => rows(band, 0.1) }

export const daisy: Grammar = {
  name: "daisy",
  aspect: 0.62,
  draw: (band) => {
    const foot = Math.max(room(band, root(band)), 3)
    const one: Petal = { base: root(band), tip: band.outer - band.gap, foot, belly: belly(band, 0.5), round: 1 }
    return [{ count: band.count, phase: 0, shapes: filled(band, one, ["main", "light"]) }]
  },
}

/** Leaves halved by their midrib, each half a cell, with a smaller leaf between two. */
export const leaf: Grammar = {
  name: "leaf",
  aspect: 0.55,
  draw: (band) => {
    const one: Petal = { base: root(band), tip: band.outer, foot: 2, belly: belly(band, 0.5) * 0.92, round: 0.4 }
    const half = `${petal(one).split("L")[0]}`.replace(/(C[^C]*)C.*$/, "$1Z")
    const bud: Petal = { ...one, tip: level(band, 0.98), belly: one.belly * 0.8, round: 0.7 }
    return [
      { count: band.count, phase: 0.5, shapes: [{ d: petal(bud), weight: "detail", tone: "accent" }] },
      {
        count: band.count,
        phase: 0,
        shapes: [
          { d: petal(one), weight: "line", tone: "main" },
          { d: half, weight: "detail", tone: "second" },
        ],
      },
    ]
  },
}
