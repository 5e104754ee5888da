/** What a book is about: words for its prompts, reviewed and kept in git (config/themes). */
export type Theme = {
  id: string
  name: string
  description: string
  /** Who or what is on a page. */
  subjects: readonly string[]
  /** Where it is, or what it does. */
  scenes: readonly string[]
  /** Said in every prompt of the theme. */
  style: string
  /** What the front cover shows. */
  cover: string
}

export const AUDIENCES = ["3-5", "6-8", "9-12", "adults"] as const
export type Audience = (typeof AUDIENCES)[number]

export const AUDIENCE_STYLES: Readonly<Record<Audience, { name: string; style: string }>> = {
  "3-5": { name: "3 to 5", style: "for ages 3-5: very bold outlines, one simple subject, few large areas" },
  "6-8": {
    name: "6 to 8",
    style: "for ages 6-8: bold outlines, large areas, a simple scene with one background element",
  },
  "9-12": { name: "9 to 12", style: "for ages 9-12: medium outlines, a full scene with varied areas" },
  adults: { name: "Adults", style: "for adults: fine even outlines, intricate detail, many small areas" },
}
