import { type Band, type Grammar, height, level, room, root } from "./band.ts"
import { circle, mirrored, polar, polygon, type Shape } from "./shapes.ts"

const middle = (band: Band) => level(band, 0.5)

/** Pearls in a row; a pearl with room for it has a smaller one inside. */
export const bead: Grammar = {
  name: "bead",
  aspect: 1.05,
  draw: (band) => {
    const radius = Math.min(
      height(band) / 2 - band.gap * 0.8,
      middle(band) * Math.sin(Math.PI / band.count) - band.gap / 2,
    )
    const shapes: Shape[] = [{ d: circle(radius, [0, middle(band)]), weight: "line", tone: "main" }]
    if (radius > band.cell * 2.6)
      shapes.push({ d: circle(radius * 0.5, [0, middle(band)]), weight: "detail", tone: "accent" })
    return [{ count: band.count, phase: 0, shapes }]
  },
}

/** Pearls and lozenges by turns. */
export const pearl: Grammar = {
  name: "pearl",
  aspect: 2.1,
  draw: (band) => {
    const half = height(band) / 2 - band.gap * 0.8
    const radius = Math.min(half, room(band, middle(band)) * 0.52)
    const wide = room(band, middle(band)) - radius - band.gap
    const m = middle(band)
    return [
      { count: band.count, phase: 0, shapes: [{ d: circle(radius, [0, m]), weight: "line", tone: "main" }] },
      {
        count: band.count,
        phase: 0.5,
        shapes: [
          {
            d: polygon([
              [0, m - half],
              [Math.max(wide, band.cell), m],
              [0, m + half],
              [-Math.max(wide, band.cell), m],
            ]),
            weight: "line",
            tone: "accent",
          },
        ],
      },
    ]
  },
}

/** Triangles point to point: the whole band is cells. */
export const zigzag: Grammar = {
  name: "zigzag",
  aspect: 1,
  draw: (band) => {
    const half = Math.PI / band.count
    const shapes: Shape[] = [
      {
        d: polygon([polar(root(band), half), [0, band.outer], polar(root(band), -half)]),
        weight: "line",
        tone: "main",
      },
    ]
    const inside = height(band) * 0.3
    if (inside > band.cell * 2)
      shapes.push({ d: circle(inside * 0.55, [0, level(band, 0.34)]), weight: "detail", tone: "light" })
    return [{ count: band.count, phase: 0, shapes }]
  },
}

export const heart: Grammar = {
  name: "heart",
  aspect: 0.95,
  draw: (band) => {
    const low = band.inner + band.gap
    const tall = height(band) - band.gap * 2
    const wide = Math.min(room(band, level(band, 0.62)), tall * 0.56)
    const one = (scale: number): string => {
      const [w, base, t] = [wide * scale, low + tall * 0.55 * (1 - scale), tall * scale]
      return mirrored(
        [0, base],
        [
          [
            [w * 0.45, base + t * 0.22],
            [w, base + t * 0.42],
            [w, base + t * 0.7],
          ],
          [
            [w, base + t * 0.95],
            [w * 0.72, base + t],
            [w * 0.5, base + t],
          ],
          [
            [w * 0.25, base + t],
            [0, base + t * 0.93],
            [0, base + t * 0.76],
          ],
        ],
      )
    }
    const shapes: Shape[] = [{ d: one(1), weight: "line", tone: "main" }]
    if (wide * 0.4 > band.cell) shapes.push({ d: one(0.52), weight: "detail", tone: "accent" })
    const drop = Math.min(room(band, low + tall * 0.2) - wide * 0.12, tall * 0.16)
    const drops: Shape[] =
      drop > band.cell * 0.8
        ? [{ d: circle(drop, [0, low + drop + tall * 0.06]), weight: "detail", tone: "second" }]
        : []
    return [
      { count: band.count, phase: 0, shapes },
      { count: band.count, phase: 0.5, shapes: drops },
    ]
  },
}
