import type { Brief } from "./brief.ts"
import { ACROSS, FINENESS } from "./page.ts"
import { PALETTES, type Palette } from "./palettes.ts"
import type { Random } from "./random.ts"
import { flower, rosette } from "./rosette.ts"
import type { Layer, Tone } from "./shapes.ts"
import { drawn, picture, type Style } from "./svg.ts"

/** The title is set later in the upper fifth, which stays one calm colour; nothing else is lettering either. */
const TITLE = 0.2

/** A mandala in flat colours on a calm ground; a back cover has a smaller one and more room. */
export function mandalaCover({ medium, audience }: Brief, tall: number, random: Random): string {
  const palette = random.pick(PALETTES)
  const fine = { ...FINENESS[audience], ring: FINENESS[audience].ring * random.between(1, 1.25) }
  const style = { ink: palette.ink, widths: { contour: 6.5, line: 4.6, detail: 3.4 } }
  const free = tall * (1 - TITLE)
  const y = tall * TITLE + free * (medium === "back cover" ? 0.36 : 0.5)
  const radius = medium === "back cover" ? 215 : Math.min(ACROSS / 2 - 62, free / 2 - 40)
  const layers = rosette(radius, fine, random)
  const calm = { ink: palette.ground, widths: { contour: 3, line: 3, detail: 3 }, tones: flat(palette.shade) }
  const quiet = medium === "back cover" ? "" : corners(tall, { fine, calm, random })
  const ground = `<rect width="${ACROSS}" height="${tall}" fill="${palette.ground}"/>`
  return picture(ACROSS, tall, ground + quiet + coloured(layers, { x: ACROSS / 2, y }, { palette, style }))
}

const flat = (colour: string): Record<Tone, string> => ({
  base: colour,
  main: colour,
  second: colour,
  accent: colour,
  light: colour,
})

/** Tone on tone in the lower corners, where the mandala leaves room. */
function corners(
  tall: number,
  { fine, calm, random }: { fine: Parameters<typeof flower>[1]; calm: Style; random: Random },
): string {
  const layers = flower(330, { ...fine, symmetries: [8, 16] }, random)
  return [0, ACROSS].map((x) => drawn(layers, { x, y: tall }, calm)).join("")
}

/** Every ring takes the next colours of the palette, so that neighbours differ and the whole stays of one kind. */
function coloured(
  layers: readonly Layer[],
  place: { x: number; y: number },
  look: { palette: Palette; style: Omit<Style, "tones"> },
): string {
  const { tones, light } = look.palette
  let ring = 0
  return layers
    .map((layer) => {
      if (layer.count === 1) ring++
      const tone = (k: number) => tones[(ring + k) % tones.length] ?? light
      const named = { base: tone(0), main: tone(1), second: tone(2), accent: tone(3), light }
      return drawn([layer], place, { ...look.style, tones: named })
    })
    .join("")
}
