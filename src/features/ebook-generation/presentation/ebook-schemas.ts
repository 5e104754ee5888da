import { z } from "@hono/zod-openapi"
import { outsideId } from "../../../shared/web/api.ts"
import { AUDIENCES, type Theme } from "../domain/theme.ts"
import { TRIM_NAMES } from "../domain/trim.ts"
import { EBOOK_STATUSES } from "../infrastructure/tables.ts"

/** A book has 24 to 100 drawn pages; KDP's least is 24. */
export const PAGE_COUNT = { min: 24, max: 100 }
export const LARGEST_SEED = Number.MAX_SAFE_INTEGER

const line = (what: string, max: number) =>
  z
    .string(`${what} of 1 to ${max} characters`)
    .trim()
    .min(1, `${what} of 1 to ${max} characters`)
    .max(max, `${what} of 1 to ${max} characters`)
    // Controls, line and paragraph separators, and halves of a character, which PostgreSQL cannot store.
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]*$/u, `${what} without line breaks or control characters`)

export const title = line("text", 200)
export const author = line("text", 100)

const wholeNumber = (text: string, { min, max }: { min: number; max: number }) =>
  z.int(text).min(min, text).max(max, text)
const oneOf = <const T extends readonly string[]>(values: T) => z.enum(values, `one of ${values.join(", ")}`)

const titleField = title.openapi({ description: "As printed. One line." })
const authorField = author.nullable().optional().openapi({ description: "As printed on the cover; null for none." })

/** `models`: what is on offer. */
export const newEbook = (models: readonly string[]) => {
  const model = oneOf(models).optional()
  return z.strictObject({
    title: titleField,
    author: authorField,
    themeId: outsideId.openapi({ description: "What the book is about." }),
    audience: oneOf(AUDIENCES).openapi({ description: "Who colours it, by age. Decides how fine the lines are." }),
    pageCount: wholeNumber(`a whole number from ${PAGE_COUNT.min} to ${PAGE_COUNT.max}`, PAGE_COUNT).openapi({
      description: "Pages to colour. A cover and a back cover are drawn besides.",
    }),
    seed: wholeNumber(`a whole number from 0 to ${LARGEST_SEED}`, { min: 0, max: LARGEST_SEED }).optional().openapi({
      description:
        "The same theme, audience and seed give the same prompts. Without it, a random one; with an Idempotency-Key, one that follows from the key.",
    }),
    coverModel: model.openapi({ description: "Who draws the cover. Without it, COVER_MODEL." }),
    pageModel: model.openapi({ description: "Who draws the pages. Without it, PAGE_MODEL." }),
    trim: oneOf(TRIM_NAMES)
      .optional()
      .openapi({ description: "The size of the book in inches, by KDP's name.", default: "8.5x11" }),
  })
}

/** A request for a book, as it is told to the world. */
export const bookOrder = ({ themes, models }: { themes: readonly Theme[]; models: readonly string[] }) =>
  newEbook(models)
    .extend({
      themeId: oneOf(themes.map(({ id }) => id)).openapi({ description: "What the book is about: the id of a theme." }),
    })
    .openapi("NewEbook")

export const exampleOrder = {
  title: "Dino Days",
  author: "Mara Lind",
  themeId: "dinosaurs",
  audience: "6-8",
  pageCount: 24,
  trim: "8.5x11",
} as const

const NAMES = "title, author or both"
export const renaming = z.strictObject({ title: titleField.optional(), author: authorField })
export const renamingOfSome = renaming
  .refine((names) => Object.keys(names).length > 0, NAMES)
  .openapi("Renaming", { description: "What is left out stays as it is." })

export const bookId = outsideId.openapi({
  description: "The book's id, as POST /ebooks answered it.",
  example: "019ab0c2-7e1d-7c44-9a0e-5b1f2d3c4e5f",
  "x-variable": "EBOOK_ID",
})

export const statusFilter = oneOf(EBOOK_STATUSES).openapi({ description: "Only books that are in this state." })

export const idempotencyKey = outsideId.openapi({
  description:
    "Any text of yours, new for each book. Sent again with the same body, it gets the same answer and no second book.",
  example: "order-1187",
})
