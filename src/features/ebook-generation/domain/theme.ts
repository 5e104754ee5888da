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
  /** Files of small pictures that show what its pages look like; there may be none. */
  samples: readonly string[]
}

export const AUDIENCES = ["3-5", "6-8", "9-12", "adults"] as const
export type Audience = (typeof AUDIENCES)[number]

/** Said in every prompt of a book for them. */
export const AUDIENCE_STYLES: Readonly<Record<Audience, string>> = {
  "3-5": "for ages 3-5: very bold outlines, one simple subject, few large areas",
  "6-8": "for ages 6-8: bold outlines, large areas, a simple scene with one background element",
  "9-12": "for ages 9-12: medium outlines, a full scene with varied areas",
  adults: "for adults: fine even outlines, intricate detail, many small areas",
}
