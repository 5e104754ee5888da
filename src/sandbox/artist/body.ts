import { number } from "./shapes.ts"

/** Page coordinates: x to the right, y down. */
export type Spot = readonly [x: number, y: number]
/** A point of a limb's spine and the limb's half width there. */
export type Joint = readonly [x: number, y: number, radius: number]

/** "x y, x y": outlines read better as one line. */
export const spots = (text: string): Spot[] => numbers(text).map(([x = 0, y = 0]) => [x, y])
/** "x y radius, x y radius". */
export const joints = (text: string): Joint[] => numbers(text).map(([x = 0, y = 0, radius = 0]) => [x, y, radius])
const numbers = (text: string): number[][] => text.split(", ").map((each) => each.split(" ").map(Number))

export const disc = (radius: number, [x, y]: Spot): string => oval(radius, radius, [x, y])

export const oval = (across: number, down: number, [x, y]: Spot): string => {
  const half = (sign: 1 | -1) => `a${number(across)} ${number(down)} 0 1 0 ${number(2 * across * sign)} 0`
  return `M${number(x - across)} ${number(y)}${half(1)}${half(-1)}Z`
}

export const closed = (spots: readonly Spot[]): string =>
  `M${spots.map((spot) => spot.map(number).join(" ")).join("L")}Z`

/** A smooth closed line through the spots (Catmull–Rom as cubics). */
export function smooth(spots: readonly Spot[]): string {
  const of = (i: number): Spot => spots[(i + spots.length) % spots.length] ?? [0, 0]
  const curve = (_: Spot, i: number): string => {
    const [before, from, to, after] = [of(i - 1), of(i), of(i + 1), of(i + 2)]
    const first = [0, 1].map((k) => (from[k] ?? 0) + ((to[k] ?? 0) - (before[k] ?? 0)) / 6)
    const second = [0, 1].map((k) => (to[k] ?? 0) - ((after[k] ?? 0) - (from[k] ?? 0)) / 6)
    return `C${[...first, ...second, ...to].map(number).join(" ")}`
  }
  return `M${of(0).map(number).join(" ")}${spots.map(curve).join("")}Z`
}

/** A tapering limb with round ends along a smooth spine: the outlines that together are its silhouette. */
export function limb(bones: readonly Joint[]): string[] {
  const along = bones.slice(0, -1).flatMap((_, i) => Array.from({ length: 14 }, (_, k) => between(bones, i, k / 14)))
  const spine = [...along, ...bones.slice(-1)]
  const side = (way: 1 | -1): Spot[] =>
    spine.map(([x, y, radius], i) => {
      const [[ax, ay], [bx, by]] = [
        spine[Math.max(i - 1, 0)] ?? [x, y],
        spine[Math.min(i + 1, spine.length - 1)] ?? [x, y],
      ]
      const long = Math.hypot(bx - ax, by - ay) || 1
      return [x + (way * radius * (by - ay)) / long, y - (way * radius * (bx - ax)) / long]
    })
  return [closed([...side(1), ...side(-1).reverse()]), ...spine.map(([x, y, radius]) => disc(radius, [x, y]))]
}

function between(bones: readonly Joint[], i: number, t: number): Joint {
  const of = (k: number): Joint => bones[Math.min(Math.max(k, 0), bones.length - 1)] ?? [0, 0, 0]
  const [a, b, c, d] = [of(i - 1), of(i), of(i + 1), of(i + 2)]
  const along = (k: 0 | 1 | 2) =>
    0.5 *
    (2 * b[k] +
      (c[k] - a[k]) * t +
      (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t ** 2 +
      (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t ** 3)
  return [along(0), along(1), Math.max(along(2), 3)]
}
