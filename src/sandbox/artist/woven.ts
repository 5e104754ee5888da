import { type Grammar, height, level, root } from "./band.ts"
import { at, circle, type Point, polar, polygon, type Shape } from "./shapes.ts"

/** Lozenges in rows, drawn cell by cell, so that no line crosses another. */
export const lattice: Grammar = {
  name: "lattice",
  aspect: 0.5,
  draw: (band) => {
    const rows = height(band) > band.cell * 14 ? 3 : 2
    const half = Math.PI / band.count
    const ring = (k: number) => (k <= 0 ? root(band) : level(band, Math.min(k / rows, 1)))
    return Array.from({ length: rows }, (_, row) => {
      const corners: Point[] = [
        polar(ring(row - 1 + 0.0001), 0),
        polar(ring(row), half),
        polar(ring(row + 1), 0),
        polar(ring(row), -half),
      ]
      const shapes: Shape[] = [{ d: polygon(corners), weight: "line", tone: row % 2 ? "main" : "second" }]
      const size = Math.min(height(band) / rows, ring(row) * half)
      if (row > 0 && size > band.cell * 2.4)
        shapes.push({
          d: circle(size * 0.36, polar((ring(row - 1) + ring(row + 1)) / 2, 0)),
          weight: "detail",
          tone: "accent",
        })
      return { count: band.count, phase: row % 2 ? 0.5 : 0, shapes }
    })
  },
}

/** Two strands that pass over and under each other; each piece lies around one crossing, the lower ones are laid first. */
export const knot: Grammar = {
  name: "knot",
  aspect: 1.9,
  draw: (band) => {
    const middle = level(band, 0.5)
    // A steeper strand would run into itself.
    const swing = Math.min(height(band) * 0.38 - band.gap, middle / band.count)
    const width = Math.min(height(band) * 0.24, swing * 0.75)
    const quarter = Math.PI / (2 * band.count)
    const run = (side: 1 | -1, crossing: number, reach: number): string => {
      const steps = 12
      const points = Array.from({ length: steps + 1 }, (_, i) => {
        const angle = crossing + reach * ((2 * i) / steps - 1)
        return polar(middle + side * swing * Math.cos(angle * band.count), angle)
      })
      return `M${points.map(at).join("L")}`
    }
    const seam = 2 / band.outer
    const piece = (side: 1 | -1, crossing: number): Shape => ({
      d: run(side, crossing, quarter),
      weight: "line",
      tone: side > 0 ? "main" : "accent",
      strand: { width, inside: run(side, crossing, quarter + seam) },
    })
    const eye: Shape[] =
      swing * 2 - width > band.cell * 3.4
        ? [{ d: circle((swing - width / 2) * 0.5, [0, middle]), weight: "detail", tone: "second" }]
        : []
    return [
      { count: band.count, phase: 0, shapes: [piece(-1, quarter), piece(1, -quarter)] },
      { count: band.count, phase: 0, shapes: [piece(1, quarter), piece(-1, -quarter)] },
      { count: band.count * 2, phase: 0, shapes: eye },
    ]
  },
}
