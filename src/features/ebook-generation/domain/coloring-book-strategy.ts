import { createHash } from "node:crypto"
import { sentences } from "../sentences/fact-sentences.ts"
import { AUDIENCE_STYLES, type Audience, type Theme } from "./theme.ts"

export type PlannedPage = { number: number; kind: "cover" | "content" | "back-cover"; prompt: string }
export type BookPlan = { theme: Theme; audience: Audience; pageCount: number; seed: number }

const LINE_ART =
  "Pure black outlines on a white background, every shape closed, no grey, no shading, no solid black areas, no text, no signature. Portrait 3:4, with a clear margin."
const COVER_ART =
  "Bright flat colours with clean outlines, calm empty space in the upper fifth for a title that is set later, no text, no signature. Portrait 3:4."

/** The plan of a book: a cover, `pageCount` content pages and a back cover. The same input gives the same prompts on every machine. */
export function planColoringBook({ theme, audience, pageCount, seed }: BookPlan): PlannedPage[] {
  const random = randomFrom(`${theme.id} ${audience} ${seed}`)
  const subjects = shuffled(theme.subjects, random)
  const scenes = shuffled(theme.scenes, random)
  const style = AUDIENCE_STYLES[audience]

  const content = Array.from({ length: pageCount }, (_, i): PlannedPage => {
    const turn = i % subjects.length
    const round = Math.floor(i / subjects.length)
    const subject = subjects[turn]
    const scene = scenes[(turn + round) % scenes.length]
    return {
      number: i + 1,
      kind: "content",
      prompt: `Black and white line art for a colouring book, ${style}. ${subject}, ${scene}. ${theme.style}. ${LINE_ART}`,
    }
  })
  return [
    {
      number: 0,
      kind: "cover",
      prompt: `Front cover illustration in full colour for a colouring book, ${style}. ${theme.cover}. ${theme.style}. ${COVER_ART}`,
    },
    ...content,
    { number: pageCount + 1, kind: "back-cover", prompt: sentences.backCoverMade },
  ]
}

/** The seed sent with an attempt: another picture for every try, the same one on every machine. */
export function imageSeed(seed: number, pageNumber: number, tryNumber: number): number {
  return createHash("sha256").update(`${seed} ${pageNumber} ${tryNumber}`).digest().readUInt32BE() >>> 1
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [a, b] = [result[i], result[j]] as [T, T]
    result[i] = b
    result[j] = a
  }
  return result
}

/** mulberry32: the same numbers in [0, 1) on every machine for the same text. */
function randomFrom(text: string): () => number {
  let state = createHash("sha256").update(text).digest().readUInt32BE()
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
