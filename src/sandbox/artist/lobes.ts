import { type Band, type Grammar, height, level, room, root } from "./band.ts"
import { at, circle, mirrored, number, polar, polygon, type Shape } from "./shapes.ts"

/** A lobe whose sides lie on the sector's borders, shared with its neighbours, under a round head; or one `inset` within it. */
function lobe(band: Band, inset: number): string | null {
  const half = Math.PI / band.count
  const tip = band.outer - band.gap * 0.4
  const centre = tip / (1 + Math.sin(half))
  const head = centre * Math.sin(half) - inset
  const foot = Math.max(inset > 0 ? band.inner + inset : root(band), centre - head / Math.sin(half) + band.cell * 1.5)
  const shoulder = centre - head * Math.sin(half)
  if (head < band.cell * 1.1 || centre + head - foot < band.cell * 2.2) return null
  if (shoulder <= foot) {
    const side = Math.sqrt(Math.max(head ** 2 - (foot - centre) ** 2, 0))
    const large = foot < centre ? 1 : 0
    return `M${at([side, foot])}A${number(head)} ${number(head)} 0 ${large} 0 ${at([-side, foot])}Z`
  }
  const [x, low] = [head * Math.cos(half), head * Math.cos(half) - (shoulder - foot) * Math.tan(half)]
  return `M${at([low, foot])}L${at([x, shoulder])}A${number(head)} ${number(head)} 0 1 0 ${at([-x, shoulder])}L${at([-low, foot])}Z`
}

const scalloped = (band: Band): Shape[] => {
  const step = Math.max(band.cell * 1.5, height(band) * 0.19)
  const whole = lobe(band, 0) ?? circle(Math.min(room(band, level(band, 0.5)), height(band) / 2), [0, level(band, 0.5)])
  const inside = lobe(band, step)
  const shapes: Shape[] = [{ d: whole, weight: "line", tone: "main" }]
  if (!inside) return shapes
  shapes.push({ d: inside, weight: "detail", tone: "light" })
  const half = Math.sin(Math.PI / band.count)
  const centre = (band.outer - band.gap * 0.4) / (1 + half)
  const pearl = centre * half - step - Math.max(band.cell * 1.2, step * 0.7)
  if (pearl > band.cell && centre - pearl > band.inner + step * 1.5)
    shapes.push({ d: circle(pearl, [0, centre]), weight: "detail", tone: "accent" })
  return shapes
}

export const scallop: Grammar = {
  name: "scallop",
  aspect: 0.95,
  draw: (band) => [{ count: band.count, phase: 0, shapes: scalloped(band) }],
}

/** Pointed windows, one in the other. */
export const arch: Grammar = {
  name: "arch",
  aspect: 0.75,
  draw: (band) => {
    const window = (by: number, tone: Shape["tone"]): Shape | null => {
      const foot = room(band, band.inner) - by
      const wide = room(band, level(band, 0.4)) - by
      const tip = band.outer - by * 2.1
      const base = by > 0 ? band.inner + by : root(band)
      if (by > 0 && (foot < band.cell * 0.7 || wide < band.cell * 0.7 || tip - base < band.cell * 3)) return null
      const shoulder = base + (tip - base) * 0.45
      const side = [
        [foot, base + (shoulder - base) * 0.4],
        [wide, shoulder - (shoulder - base) * 0.4],
        [wide, shoulder],
      ] as const
      const point = [
        [wide, shoulder + (tip - shoulder) * 0.5],
        [wide * 0.22, tip - (tip - shoulder) * 0.42],
        [0, tip],
      ] as const
      return { d: mirrored([foot, base], [side, point]), weight: by > 0 ? "detail" : "line", tone }
    }
    const step = Math.max(band.cell * 1.3, height(band) * 0.13)
    const shapes = [window(0, "main"), window(step, "light"), window(step * 2, "accent")].filter(
      (shape) => shape !== null,
    )
    const jewel = Math.min(room(band, band.outer) * 0.5, height(band) * 0.14)
    const between = polar(band.outer - jewel - band.gap * 0.7, 0)
    const jewels: Shape[] =
      jewel > band.cell * 0.8 ? [{ d: circle(jewel, between), weight: "detail", tone: "second" }] : []
    return [
      { count: band.count, phase: 0.5, shapes: jewels },
      { count: band.count, phase: 0, shapes },
    ]
  },
}

/** Long and short rays, each split along its middle like a cut stone. */
export const ray: Grammar = {
  name: "ray",
  aspect: 0.6,
  draw: (band) => {
    const cut = (tip: number, wide: number, tones: readonly [Shape["tone"], Shape["tone"]]): Shape[] => {
      const base = root(band)
      const waist = base + (tip - base) * 0.28
      return [
        {
          d: polygon([
            [wide * 0.5, base],
            [wide, waist],
            [0, tip],
            [-wide, waist],
            [-wide * 0.5, base],
          ]),
          weight: "line",
          tone: tones[0],
        },
        {
          d: polygon([
            [0, base],
            [wide * 0.5, base],
            [wide, waist],
            [0, tip],
          ]),
          weight: "detail",
          tone: tones[1],
        },
      ]
    }
    const wide = room(band, level(band, 0.28))
    return [
      { count: band.count, phase: 0.5, shapes: cut(level(band, 0.86), wide * 0.95, ["second", "light"]) },
      { count: band.count, phase: 0, shapes: cut(band.outer, wide * 0.95, ["main", "accent"]) },
    ]
  },
}
