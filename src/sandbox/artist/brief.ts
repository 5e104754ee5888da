/** What a prompt asks the artist for. */
export type Brief = {
  subject: "mandala" | "dinosaur"
  medium: "line art" | "front cover" | "back cover"
  audience: Audience
}
export type Audience = "3-5" | "6-8" | "9-12" | "adults"

const COVER = /\b(in full colou?r|cover illustration)\b/i
const AGES = /\bages?\s*(?:of\s*)?(3|6|9)\s*(?:-|–|—|to|and)\s*(?:5|8|12)\b/i
const SMALL_CHILDREN = /\b(simple|large areas|bold|toddlers?|preschool(ers?)?)\b/i
const BY_FIRST_YEAR: Record<string, Audience> = { 3: "3-5", 6: "6-8", 9: "9-12" }

/** A named age decides; words such as "simple" or "bold" only where none is named. */
export function readBrief(prompt: string): Brief {
  const medium = !COVER.test(prompt) ? "line art" : /\bback[ -]cover\b/i.test(prompt) ? "back cover" : "front cover"
  const named = BY_FIRST_YEAR[AGES.exec(prompt)?.[1] ?? ""]
  const grown = /\b(adults?|intricate|grown-ups?)\b/i.test(prompt)
  const subject = /\bdinosaurs?\b/i.test(prompt) && !/\bmandala/i.test(prompt) ? "dinosaur" : "mandala"
  return { subject, medium, audience: named ?? (!grown && SMALL_CHILDREN.test(prompt) ? "3-5" : "adults") }
}
