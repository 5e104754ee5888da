import type { Random } from "./random.ts"
import { circle, number, type Point, polygon, type Shape } from "./shapes.ts"

export type Box = { left: number; top: number; right: number; bottom: number }

export const inset = ({ left, top, right, bottom }: Box, by: number): Box => ({
  left: left + by,
  top: top + by,
  right: right - by,
  bottom: bottom - by,
})

export const rectangle = ({ left, top, right, bottom }: Box): string =>
  `M${number(left)} ${number(top)}H${number(right)}V${number(bottom)}H${number(left)}Z`

/** The double frame around a page: its inside box, and the cells that stand between its two lines. */
export function frame(outer: Box, width: number, random: Random): { inside: Box; shapes: Shape[] } {
  const inside = inset(outer, width)
  const shapes: Shape[] = [{ d: rectangle(outer), weight: "contour", tone: "base" }]
  if (width >= 26) shapes.push(...studs(outer, width, random.pick(["lozenge", "pearl", "block", "fang"])))
  return { inside, shapes: [...shapes, { d: rectangle(inside), weight: "line", tone: "light" }] }
}

type Stud = "lozenge" | "pearl" | "block" | "fang"

/** A whole number of studs on each side, mirrored about both axes, and a square in each corner. */
function studs(outer: Box, width: number, kind: Stud): Shape[] {
  const middle = inset(outer, width / 2)
  const corners: Point[] = [
    [middle.left, -middle.top],
    [middle.right, -middle.top],
    [middle.left, -middle.bottom],
    [middle.right, -middle.bottom],
  ]
  const side = (from: Point, to: Point): Shape[] => {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) - width
    const count = Math.max(3, Math.round(length / (width * (kind === "block" ? 2.6 : 1.5))))
    const pitch = length / count
    const along: Point = [Math.sign(to[0] - from[0]), Math.sign(to[1] - from[1])]
    return Array.from({ length: count }, (_, i) => {
      const way = width / 2 + pitch * (i + 0.5)
      return {
        d: stud(kind, [from[0] + along[0] * way, from[1] + along[1] * way], { along, pitch, width }),
        weight: "detail",
        tone: i % 2 ? "accent" : "main",
      } as const
    })
  }
  const [topLeft, topRight, bottomLeft, bottomRight] = corners as [Point, Point, Point, Point]
  const sides = [
    side(topLeft, topRight),
    side(bottomLeft, bottomRight),
    side(topLeft, bottomLeft),
    side(topRight, bottomRight),
  ]
  const h = width / 2
  const blocks = corners.flatMap(([x, r]): Shape[] => [
    {
      d: polygon([
        [x - h, r - h],
        [x + h, r - h],
        [x + h, r + h],
        [x - h, r + h],
      ]),
      weight: "line",
      tone: "second",
    },
    { d: circle(width * 0.26, [x, r]), weight: "detail", tone: "light" },
  ])
  return [...sides.flat(), ...blocks]
}

function stud(
  kind: Stud,
  [x, r]: Point,
  { along, pitch, width }: { along: Point; pitch: number; width: number },
): string {
  if (kind === "pearl") return circle(width * 0.29, [x, r])
  const [long, wide] = [kind === "lozenge" ? pitch * 0.4 : pitch * 0.5, kind === "lozenge" ? width * 0.33 : width * 0.5]
  const place = (a: number, b: number): Point => [
    x + along[0] * a + Math.abs(along[1]) * b,
    r + along[1] * a + Math.abs(along[0]) * b,
  ]
  if (kind === "lozenge") return polygon([place(-long, 0), place(0, wide), place(long, 0), place(0, -wide)])
  if (kind === "fang") return polygon([place(-long, -wide), place(0, wide), place(long, -wide)])
  return polygon([place(-long, -wide), place(-long, wide), place(long, wide), place(long, -wide)])
}
