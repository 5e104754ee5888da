/** Closed outlines in the frame of one sector: the axis points up, x is to its right, r is the distance from the centre. */
export type Point = readonly [x: number, r: number]
/** A cubic: two control points and the end. */
export type Curve = readonly [Point, Point, Point]

export type Weight = "contour" | "line" | "detail"
/** What a cell is to its ring; a palette turns it into a colour, line art into white. */
export type Tone = "base" | "main" | "second" | "accent" | "light"
/** A strand is a band of this width along `d`; its inside runs a little further, so that two pieces join without a seam. */
export type Shape = { d: string; weight: Weight; tone: Tone; strand?: { width: number; inside: string } }

/** `shapes` drawn `count` times around the centre, the first turned by `phase` of a sector. */
export type Layer = { count: number; phase: number; shapes: Shape[] }

export const number = (value: number): string => String(Math.round(value * 100) / 100)
export const at = ([x, r]: Point): string => `${number(x)} ${number(-r)}`

/** The outline that starts at `start`, follows `curves` on the right and comes back mirrored: never lopsided, always closed. */
export function mirrored(start: Point, curves: readonly Curve[]): string {
  const flip = ([x, r]: Point): Point => [-x, r]
  const right = curves.map(([c1, c2, end]) => `C${at(c1)} ${at(c2)} ${at(end)}`)
  const ends = [start, ...curves.map(([, , end]) => end)]
  const left = curves.map(([c1, c2], i) => `C${at(flip(c2))} ${at(flip(c1))} ${at(flip(ends[i] ?? start))}`).reverse()
  const [top] = ends.slice(-1)
  return `M${at(start)}${right.join("")}${top && top[0] !== 0 ? `L${at(flip(top))}` : ""}${left.join("")}Z`
}

export const polygon = (points: readonly Point[]): string => `M${points.map(at).join("L")}Z`

export const circle = (radius: number, [x, r]: Point = [0, 0]): string => {
  const arc = `a${number(radius)} ${number(radius)} 0 1 0`
  return `M${at([x - radius, r])}${arc}${number(2 * radius)} 0${arc}${number(-2 * radius)} 0Z`
}

/** The point at this distance from the centre and this angle (radians, clockwise) from the axis. */
export const polar = (radius: number, angle: number): Point => [radius * Math.sin(angle), radius * Math.cos(angle)]
