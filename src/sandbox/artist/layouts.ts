import type { Fineness } from "./courses.ts"
import type { Box } from "./frame.ts"
import { ground } from "./ground.ts"
import type { Random } from "./random.ts"
import { flower, rosette, wreath } from "./rosette.ts"
import { drawn, outline, type Style } from "./svg.ts"

export type Layout = "corners" | "rings" | "ground" | "halves"

/** What lies behind the large mandala. */
export const BEHIND: Record<Layout, (inside: Box, around: Around) => string> = {
  corners,
  halves,
  rings: (inside, { fine, style, random }) => {
    const [wide, high] = [(inside.right - inside.left) / 2, (inside.bottom - inside.top) / 2]
    const [x, y] = [inside.left + wide, inside.top + high]
    return drawn(
      wreath({ outer: Math.hypot(wide, high) + fine.gap, inner: wide + fine.gap }, fine, random),
      { x, y },
      style,
    )
  },
  ground: (inside, { fine, style, random }) =>
    ground(inside, fine, random)
      .map((shape) => outline(shape, style))
      .join(""),
}

export type Around = { radius: number; fine: Fineness; style: Style; random: Random }

/** The same quarter rosette in all four corners, and a flower above and below the large mandala. */
function corners({ left, top, right, bottom }: Box, { radius, fine, style, random }: Around): string {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  const reach = Math.hypot(right - x, bottom - y) - radius - fine.gap * 3
  const size = Math.min(reach, right - x - fine.gap * 2) * random.between(0.88, 1)
  const layers = rosette(size, { ...fine, ring: size * (fine.plain ? 0.55 : 0.36), symmetries: [8, 16] }, random)
  const bud = Math.min((y - top - radius) / 2 - fine.gap * 1.5, right - x - size - fine.gap * 2)
  const buds = flower(bud, { ...fine, symmetries: [8, 10, 6] }, random)
  const places = [
    [left, top, 1, 1],
    [right, top, -1, 1],
    [right, bottom, -1, -1],
    [left, bottom, 1, -1],
  ] as const
  return [
    ...places.map(([cx, cy, ...mirror]) => drawn(layers, { x: cx, y: cy, mirror }, style)),
    ...(bud > fine.cell * 2.6 && !fine.plain
      ? [-1, 1].map((way) =>
          drawn(buds, { x, y: y + way * (radius + (y - top - radius) / 2), mirror: [1, -way] }, style),
        )
      : []),
  ].join("")
}

/** Half a rosette on the upper and the lower edge, behind the large one. */
function halves({ left, top, right, bottom }: Box, { radius, fine, style, random }: Around): string {
  const size = Math.min((bottom - top) / 2 - radius * 0.62, (right - left) / 2 - fine.gap * 2)
  const layers = rosette(size, { ...fine, symmetries: [12, 16, 20] }, random)
  return [top, bottom]
    .map((y) => drawn(layers, { x: (left + right) / 2, y, mirror: [1, y === top ? 1 : -1] }, style))
    .join("")
}
