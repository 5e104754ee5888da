import type { Audience } from "./brief.ts"
import type { Fineness } from "./courses.ts"
import { type Box, frame, inset, rectangle } from "./frame.ts"
import { BEHIND, type Layout } from "./layouts.ts"
import type { Random } from "./random.ts"
import { rosette } from "./rosette.ts"
import { circle, type Shape } from "./shapes.ts"
import { drawn, outline, picture, type Style, window } from "./svg.ts"

/** Units across the page; its height follows the pixels asked for. Widths: 1.63 units are a point on 8.5 in paper. */
export const ACROSS = 1000
/** 0.37 in on 8.5 in paper. */
export const MARGIN = 44

export const WHITE = { base: "#fff", main: "#fff", second: "#fff", accent: "#fff", light: "#fff" }
export const LINE_ART: Record<Audience, Style["widths"]> = {
  "3-5": { contour: 10, line: 8, detail: 6.5 },
  "6-8": { contour: 8, line: 6, detail: 4.6 },
  "9-12": { contour: 6.4, line: 4.6, detail: 3.4 },
  adults: { contour: 5.6, line: 3.8, detail: 2.7 },
}

/** Fewer and larger cells the smaller the children. */
export const FINENESS: Record<Audience, Fineness> = {
  "3-5": { gap: 18, cell: 33, ring: 165, plain: true, symmetries: [6, 8] },
  "6-8": { gap: 12, cell: 18, ring: 125, plain: false, symmetries: [6, 8, 10, 12] },
  "9-12": { gap: 9, cell: 11, ring: 105, plain: false, symmetries: [8, 10, 12, 16] },
  adults: { gap: 7, cell: 8, ring: 92, plain: false, symmetries: [8, 10, 12, 14, 16, 18, 20, 24] },
}

const LAYOUTS: readonly [Layout, ...Layout[]] = ["corners", "rings", "ground", "halves"]
const PLAIN_LAYOUTS: readonly [Layout, ...Layout[]] = ["corners", "corners", "halves"]

/** A page of black lines on white: a mandala in a double frame, with something worth colouring around it. */
export function mandalaPage(audience: Audience, tall: number, random: Random): string {
  const style: Style = { ink: "#000", tones: WHITE, widths: LINE_ART[audience] }
  const fine = { ...FINENESS[audience], ring: FINENESS[audience].ring * random.between(0.85, 1.3) }
  const page: Box = { left: 0, top: 0, right: ACROSS, bottom: tall }
  const { inside, shapes } = frame(inset(page, MARGIN), random.pick(fine.plain ? [14, 16] : [13, 30, 36]), random)
  const layout = random.pick(fine.plain ? PLAIN_LAYOUTS : LAYOUTS)
  const half = (inside.right - inside.left) / 2
  const free = layout === "corners"
  const radius = half - fine.gap * (free ? random.between(2.2, 4) : 1.5)
  const behind = BEHIND[layout](inside, { radius, fine, style, random })
  const ring = { count: 1, phase: 0, shapes: [around(free ? radius + fine.gap * 1.4 : half + fine.gap)] }
  const rings = free && !fine.plain ? [] : [ring]
  const medallion = drawn([...rings, ...rosette(radius, fine, random)], { x: ACROSS / 2, y: tall / 2 }, style)
  const border = shapes.map((shape) => outline(shape, style)).join("")
  const edge: Shape = { d: rectangle(inside), weight: "line", tone: "light" }
  const white = `<rect width="${ACROSS}" height="${tall}" fill="#fff"/>`
  return picture(ACROSS, tall, white + border + window(edge, behind + medallion, style))
}

/** Parts the large mandala from what lies behind it. */
const around = (radius: number): Shape => ({ d: circle(radius), weight: "contour", tone: "light" })
