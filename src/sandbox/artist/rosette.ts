import type { Band, Grammar } from "./band.ts"
import { type Course, courses, type Fineness } from "./courses.ts"
import { petal } from "./petals.ts"
import type { Random } from "./random.ts"
import { circle, type Layer, type Shape } from "./shapes.ts"

/** A round ornament of this radius, as layers from the outside to the inside; each covers what lies below it. */
export function rosette(radius: number, fine: Fineness, random: Random): Layer[] {
  const middle = Math.min(fine.ring * 0.85, radius)
  return [...wreath({ outer: radius, inner: middle }, fine, random), ...flower(middle, fine, random)]
}

/** The same without its middle. */
export function wreath(radii: { outer: number; inner: number }, fine: Fineness, random: Random): Layer[] {
  const symmetry = random.pick(fine.symmetries)
  let turned = false
  return courses(radii, fine, random).flatMap((course) => {
    turned = !turned && random.chance(0.5)
    return ring(course, { fine, symmetry, turned })
  })
}

type Setting = { fine: Fineness; symmetry: number; turned: boolean }

function ring({ motif, inner, outer, open }: Course, { fine, symmetry, turned }: Setting): Layer[] {
  if (!motif) return [disc(outer, "light")]
  const gap = fine.gap * (open ? 1.4 : 1)
  const band = sized(motif, { inner, outer, gap, cell: fine.cell, count: symmetry })
  const phase = turned && band.count === symmetry ? 0.5 : 0
  const layers = motif.draw(band).map((layer) => ({ ...layer, phase: layer.phase + phase }))
  if (!open) return [disc(outer, "base"), ...layers]
  return band.count > 24 ? layers : layers.map((layer, i) => (i === layers.length - 1 ? heavier(layer) : layer))
}

const heavier = (layer: Layer): Layer => ({
  ...layer,
  shapes: layer.shapes.map((shape) => (shape.weight === "line" ? { ...shape, weight: "contour" } : shape)),
})

const disc = (radius: number, tone: Shape["tone"]): Layer => ({
  count: 1,
  phase: 0,
  shapes: [{ d: circle(radius), weight: "line", tone }],
})

/** The multiple or part of the symmetry at which the motif keeps its best shape and its cells their width. */
function sized(motif: Grammar, band: Band): Band {
  const ideal = (Math.PI * (band.inner + band.outer)) / (band.outer - band.inner) / motif.aspect
  const low = band.inner * 0.7 + band.outer * 0.3
  const wide = (count: number) => low * Math.tan(Math.PI / count) > band.cell * 1.6 + band.gap / 2
  const counts = [1 / 4, 1 / 3, 1 / 2, 1, 2, 3, 4]
    .map((part) => part * band.count)
    .filter((count) => Number.isInteger(count) && count >= 5 && wide(count))
  const off = (count: number) => Math.abs(Math.log(count / ideal))
  return { ...band, count: counts.reduce((best, n) => (off(n) < off(best) ? n : best), counts[0] ?? band.count) }
}

/** A flower on a disc: the middle of a rosette, or an ornament of its own. */
export function flower(radius: number, fine: Fineness, random: Random): Layer[] {
  const symmetry = random.pick(fine.symmetries)
  const count = [symmetry, symmetry / 2, symmetry / 3].find((n) => Number.isInteger(n) && n >= 5 && n <= 10) ?? 6
  const eye = Math.max(radius * random.between(0.22, 0.32), Math.min(fine.cell * 1.6, radius * 0.35))
  const foot = eye * Math.tan(Math.PI / count) * 0.6
  const round = random.pick([0.2, 0.5, 1])
  const belly = Math.min(radius * 0.6 * Math.tan(Math.PI / count) - fine.gap / 2, radius * 0.3)
  const outline = { base: eye * 0.8, tip: radius - fine.gap * (round === 1 ? 1 : 0), foot, belly, round }
  const shapes: Shape[] = [{ d: petal(outline), weight: "line", tone: "main" }]
  if (belly > fine.cell * 2.2) {
    const inside = { ...outline, base: eye + fine.cell, tip: outline.tip - belly, foot: 2, belly: belly - fine.cell }
    shapes.push({ d: petal(inside), weight: "detail", tone: "accent" })
  }
  return [
    disc(radius, "second"),
    { count, phase: 0, shapes },
    disc(eye, "light"),
    ...(eye > fine.cell * 2.4 ? [disc(eye * 0.5, "accent")] : []),
  ]
}
