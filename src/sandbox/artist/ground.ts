import type { Fineness } from "./courses.ts"
import type { Box } from "./frame.ts"
import type { Random } from "./random.ts"
import { circle, polygon, type Shape } from "./shapes.ts"

/** A calm pattern over the whole box, symmetric about both its axes; each row covers the one before. */
export function ground(box: Box, fine: Fineness, random: Random): Shape[] {
  const wide = box.right - box.left
  const columns = Math.max(4, 2 * Math.round(wide / (fine.cell * 36)))
  const pitch = wide / columns
  const kind = random.pick(["scales", "lozenges", "bricks"])
  if (kind === "scales") return scales(box, pitch)
  const rows = Math.max(4, 2 * Math.round((box.bottom - box.top) / pitch / 2))
  const tall = (box.bottom - box.top) / rows
  const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2] as const
  const cells: Shape[] = []
  for (let row = -rows; row <= rows; row++) {
    for (let column = -columns; column <= columns; column++) {
      if ((row + column) % 2 !== 0) continue
      const [x, r] = [middle[0] + (column * pitch) / 2, -(middle[1] + (row * tall) / 2)]
      cells.push({
        d: polygon([
          [x - pitch / 2, r],
          [x, r + tall / 2],
          [x + pitch / 2, r],
          [x, r - tall / 2],
        ]),
        weight: "detail",
        tone: "base",
      })
      if (kind === "lozenges" || row % 2 === 0)
        cells.push({ d: circle(pitch * 0.19, [x, r]), weight: "detail", tone: "light" })
      else
        cells.push({
          d: polygon([
            [x - pitch / 4, r],
            [x, r + tall / 4],
            [x + pitch / 4, r],
            [x, r - tall / 4],
          ]),
          weight: "detail",
          tone: "light",
        })
    }
  }
  return cells
}

/** Waves of three rings that rise to the middle from below and hang from it above. */
function scales(box: Box, pitch: number): Shape[] {
  const radius = pitch / 2
  const [centre, middle] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  const [rows, columns] = [
    Math.ceil((box.bottom - box.top) / radius) + 2,
    Math.ceil((box.right - box.left) / pitch) + 1,
  ]
  const shapes: Shape[] = []
  for (let row = 0; row <= rows; row++) {
    for (let column = -columns; column <= columns; column++) {
      const x = centre + (column + (row % 2 ? 0.5 : 0)) * pitch
      for (const way of [1, -1]) {
        const place = [x, -(middle + (way * row * radius) / 2)] as const
        shapes.push({ d: circle(radius, place), weight: "line", tone: "main" })
        shapes.push({ d: circle(radius * 0.66, place), weight: "detail", tone: "light" })
        shapes.push({ d: circle(radius * 0.33, place), weight: "detail", tone: "second" })
      }
    }
  }
  return shapes
}
