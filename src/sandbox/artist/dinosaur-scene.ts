import type { Brief } from "./brief.ts"
import { melted, type Piece } from "./dinosaur-parts.ts"
import { DINOSAURS } from "./dinosaurs.ts"
import { inset, rectangle } from "./frame.ts"
import { ACROSS, LINE_ART, MARGIN, WHITE } from "./page.ts"
import { PALETTES } from "./palettes.ts"
import type { Random } from "./random.ts"
import { foreground, land, sky } from "./scenery.ts"
import { number, type Shape } from "./shapes.ts"
import { picture, type Style, window } from "./svg.ts"

/** A friendly dinosaur in its landscape: line art in a frame, or a cover in flat colours with a calm sky for the title. */
export function dinosaurScene({ medium, audience }: Brief, tall: number, random: Random): string {
  const lineArt = medium === "line art"
  const palette = random.pick(PALETTES)
  const [main = "", second = "", accent = "", base = ""] = random.shuffle(palette.tones)
  const tones = lineArt ? WHITE : { main, second, accent, base, light: palette.light }
  const style: Style = { ink: lineArt ? "#000" : palette.ink, tones, widths: LINE_ART[audience] }
  const horizon = tall * random.between(0.6, 0.66)
  const scene = { tall, horizon, feet: horizon + tall * 0.18, way: random.pick([1, -1]), random }
  const drawn = (pieces: readonly Piece[]) => pieces.map((each) => melted(each, style)).join("")
  const size = random.between(0.94, 1.04) * (medium === "back cover" ? 0.62 : 1)
  const creature = standing(drawn(random.pick(DINOSAURS)(random)), { ...scene, size })
  const all = drawn([...(lineArt ? sky(scene) : []), ...land(scene)]) + creature + drawn(foreground(scene))
  const ground = `<rect width="${ACROSS}" height="${tall}" fill="${lineArt ? "#fff" : palette.ground}"/>`
  const page = inset({ left: 0, top: 0, right: ACROSS, bottom: tall }, MARGIN)
  const edge: Shape = { d: rectangle(page), weight: "contour", tone: "light" }
  return picture(ACROSS, tall, ground + (lineArt ? window(edge, all, style) : all))
}

/** In the middle of the page with its feet on the ground; `way` -1 looks to the left. */
const standing = (creature: string, { feet, size, way }: { feet: number; size: number; way: number }): string => {
  const [x, y] = [ACROSS / 2 - way * 385 * size, feet - 600 * size]
  return `<g transform="translate(${number(x)} ${number(y)}) scale(${number(way * size)} ${number(size)})">${creature}</g>`
}
