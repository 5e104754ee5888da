import sharp from "sharp"
import { type Brief, readBrief } from "./brief.ts"
import { mandalaCover } from "./cover.ts"
import { dinosaurScene } from "./dinosaur-scene.ts"
import { ACROSS, mandalaPage } from "./page.ts"
import { type Random, randomFrom } from "./random.ts"

export type Commission = { prompt: string; seed: number | null; width: number; height: number }

/** The picture for a prompt and seed as SVG: the same text on every machine. */
export function sketch({ prompt, seed, width, height }: Commission): string {
  const brief = readBrief(prompt)
  const random = randomFrom(prompt, String(seed))
  const tall = Math.round((ACROSS * height) / width)
  const svg = composed(brief, tall, random)
  return svg.replace("<svg", `<svg width="${width}" height="${height}" preserveAspectRatio="none"`)
}

function composed(brief: Brief, tall: number, random: Random): string {
  if (brief.subject === "dinosaur") return dinosaurScene(brief, tall, random)
  return brief.medium === "line art" ? mandalaPage(brief.audience, tall, random) : mandalaCover(brief, tall, random)
}

/** The same as a PNG of exactly `width` × `height` pixels: grey for line art, RGB for covers. */
export async function draw(commission: Commission): Promise<Buffer> {
  const picture = sharp(Buffer.from(sketch(commission)))
  const flat =
    readBrief(commission.prompt).medium === "line art"
      ? picture.flatten({ background: "#fff" }).toColourspace("b-w")
      : picture.removeAlpha()
  return flat.png({ compressionLevel: 8 }).toBuffer()
}
