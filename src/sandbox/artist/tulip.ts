import { type Grammar, height, level, room, root } from "./band.ts"
import { circle, mirrored, polar, type Shape } from "./shapes.ts"

/** A flower of three petals on its cup, the outer two behind the middle one, and a pearl between two flowers. */
export const tulip: Grammar = {
  name: "tulip",
  aspect: 1,
  draw: (band) => {
    const base = root(band)
    const tall = band.outer - base
    const wide = Math.min(room(band, level(band, 0.5)) * 0.94, tall * 0.5)
    const cup: Shape = {
      d: mirrored(
        [wide * 0.3, base],
        [
          [
            [wide * 0.85, base + tall * 0.1],
            [wide * 1.04, base + tall * 0.45],
            [wide * 0.98, base + tall * 0.86],
          ],
          [
            [wide * 0.7, base + tall * 0.74],
            [wide * 0.3, base + tall * 0.6],
            [0, base + tall * 0.5],
          ],
        ],
      ),
      weight: "line",
      tone: "main",
    }
    const middle = (scale: number, tone: Shape["tone"]): Shape => {
      const [w, low, high] = [
        wide * 0.5 * scale,
        base + tall * 0.42 * (1 - scale),
        base + tall * (1 - 0.2 * (1 - scale)),
      ]
      return {
        d: mirrored(
          [w * 0.25, low],
          [
            [
              [w * 1.5, low + (high - low) * 0.34],
              [w * 1.05, low + (high - low) * 0.66],
              [0, high],
            ],
          ],
        ),
        weight: scale === 1 ? "line" : "detail",
        tone,
      }
    }
    const shapes = [cup, middle(1, "accent")]
    if (wide * 0.26 > band.cell) shapes.push(middle(0.55, "light"))
    const pearl = Math.min(room(band, level(band, 0.8)) - wide * 0.2, height(band) * 0.13)
    const between = polar(band.outer - pearl - band.gap * 0.7, 0)
    const pearls: Shape[] =
      pearl > band.cell * 0.9 ? [{ d: circle(pearl, between), weight: "detail", tone: "second" }] : []
    return [
      { count: band.count, phase: 0.5, shapes: pearls },
      { count: band.count, phase: 0, shapes },
    ]
  },
}

/** Drops with their heads outwards and a pearl over each gap. */
export const drop: Grammar = {
  name: "drop",
  aspect: 0.8,
  draw: (band) => {
    const top = band.outer - band.gap
    const head = Math.min(room(band, level(band, 0.68)), height(band) * 0.34)
    const [low, shoulder] = [band.inner + band.gap * 0.6, top - head]
    const one = mirrored(
      [0, low],
      [
        [
          [head * 0.5, low + (shoulder - low) * 0.4],
          [head, shoulder - head * 0.7],
          [head, shoulder],
        ],
        [
          [head, shoulder + head * 0.55],
          [head * 0.55, top],
          [0, top],
        ],
      ],
    )
    const shapes: Shape[] = [{ d: one, weight: "line", tone: "main" }]
    const pearl = head - Math.max(band.cell * 1.1, head * 0.42)
    if (pearl > band.cell) shapes.push({ d: circle(pearl, [0, shoulder]), weight: "detail", tone: "accent" })
    const seed = Math.min(room(band, level(band, 0.2)) - head * 0.3 - band.gap, height(band) * 0.14)
    const seeds: Shape[] =
      seed > band.cell * 0.9
        ? [{ d: circle(seed, [0, band.inner + band.gap + seed]), weight: "detail", tone: "second" }]
        : []
    return [
      { count: band.count, phase: 0.5, shapes: seeds },
      { count: band.count, phase: 0, shapes },
    ]
  },
}
