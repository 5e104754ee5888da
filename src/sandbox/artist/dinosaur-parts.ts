import { disc, joints, limb, oval, type Spot, smooth } from "./body.ts"
import type { Random } from "./random.ts"
import { number, type Tone } from "./shapes.ts"
import type { Style } from "./svg.ts"

/** One thing of a scene: outlines that melt into one silhouette; in the tone "ink" a small mark in the line's colour. */
export type Piece = { outlines: string[]; tone: Tone | "ink"; fine: boolean }

export const piece = (outlines: string[], tone: Piece["tone"]): Piece => ({ outlines, tone, fine: false })
/** With the thinner line of what lies on a body or far away. */
export const detail = (outline: string, tone: Piece["tone"]): Piece => ({ outlines: [outline], tone, fine: true })

export const leg = (x: number, top: number, width: number): string[] => [
  ...limb(joints(`${x} ${top} ${width}, ${x + 4} 545 ${width * 0.86}, ${x + 8} 572 ${width * 0.9}`)),
  oval(width * 1.12, 26, [x + 16, 578]),
]

export const toes = (x: number, width: number): Piece[] =>
  [-0.1, 0.65].map((k) => detail(oval(width * 0.3, 13, [x + 16 + k * width, 588]), "light"))

export const eye = ([x, y]: Spot, size: number): Piece[] => [
  detail(disc(size, [x, y]), "light"),
  detail(disc(size * 0.42, [x + size * 0.22, y]), "ink"),
]

/** A thin closed crescent. */
export const smile = ([x, y]: Spot, wide: number): Piece => {
  const at = (across: number, down: number): Spot => [x + across * wide, y + down * wide]
  return detail(smooth([at(-1, -0.3), at(-0.3, 0.12), at(0.5, 0.06), at(1, -0.4), at(0.5, 0.2), at(-0.3, 0.27)]), "ink")
}

/** What a body wears: spots, rings, or drops; some of the places stay bare. */
export function marks(places: string, tone: Tone, random: Random): Piece[] {
  const kind = random.pick(["spots", "rings", "drops"])
  const some = joints(places).filter(() => random.chance(0.85))
  return some.flatMap(([x, y, radius]) => {
    if (kind === "drops") return [detail(oval(radius * 0.72, radius * 1.15, [x, y]), tone)]
    const spot = detail(disc(radius, [x, y]), tone)
    return kind === "rings" && radius > 20 ? [spot, detail(disc(radius * 0.5, [x, y]), "light")] : [spot]
  })
}

/** The outlines as one silhouette: all of them in ink first, then all of them filled. */
export function melted({ outlines, tone, fine }: Piece, { ink, tones, widths }: Style): string {
  const paths = outlines.map((d) => `<path d="${d}"/>`).join("")
  const stroke = (width: number) => `<g fill="${ink}" stroke="${ink}" stroke-width="${number(width)}">${paths}</g>`
  if (tone === "ink") return stroke(widths.detail)
  return `${stroke(2 * (fine ? widths.line : widths.contour))}<g fill="${tones[tone]}">${paths}</g>`
}
