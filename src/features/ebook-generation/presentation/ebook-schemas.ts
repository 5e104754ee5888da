import { z } from "@hono/zod-openapi"
import { outsideId } from "../../../shared/web/api.ts"
import { AUDIENCES } from "../domain/theme.ts"
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
    .regex(/^[^\p{Cc}]*$/u, `${what} without line breaks or control characters`)

export const title = line("text", 200)
export const author = line("text", 100)

const wholeNumber = (text: string, { min, max }: { min: number; max: number }) =>
  z.int(text).min(min, text).max(max, text)

/** `models`: what is on offer. */
export const newEbook = (models: readonly string[]) => {
  const model = z.enum(models, `one of ${models.join(", ")}`)
  return z
    .strictObject({
      title,
      author: author.nullable().optional(),
      themeId: outsideId,
      audience: z.enum(AUDIENCES, `one of ${AUDIENCES.join(", ")}`),
      pageCount: wholeNumber(`a whole number from ${PAGE_COUNT.min} to ${PAGE_COUNT.max}`, PAGE_COUNT),
      seed: wholeNumber(`a whole number from 0 to ${LARGEST_SEED}`, { min: 0, max: LARGEST_SEED }).optional(),
      coverModel: model.optional(),
      pageModel: model.optional(),
      trim: z.enum(TRIM_NAMES, `one of ${TRIM_NAMES.join(", ")}`).optional(),
    })
    .openapi("NewEbook")
}

export const renaming = z.strictObject({ title: title.optional(), author: author.nullable().optional() })

export const total = z
  .object({
    amount: z.string(),
    currency: z.string(),
    unpricedCount: z.int(),
    unresolvedCount: z.int(),
    heldAmount: z.string(),
    heldCount: z.int(),
    simulated: z.boolean(),
  })
  .openapi("Total")

export const estimate = z.object({ amount: z.string(), low: z.string(), high: z.string() }).nullable()
export const steered = z.object({ id: z.string(), status: z.enum(EBOOK_STATUSES) })
export const requested = z.object({ id: z.string(), status: z.string(), estimate })

export const candidate = z.object({
  id: z.string(),
  outcome: z.string().nullable(),
  kept: z.boolean(),
  createdAt: z.string(),
})

export const pageOfEbook = z
  .object({
    number: z.int(),
    kind: z.enum(["cover", "content", "back-cover"]),
    status: z.enum(["waiting", "drawing", "drawn", "failed"]),
    prompt: z.string(),
    problem: z.string().nullable(),
    imageUrl: z.string().nullable(),
    attemptCount: z.int(),
    cost: total,
  })
  .openapi("Page")

const summary = {
  id: z.string(),
  title: z.string(),
  author: z.string().nullable(),
  themeId: z.string(),
  audience: z.enum(AUDIENCES),
  pageCount: z.int(),
  trim: z.string(),
  seed: z.int(),
  coverModel: z.string(),
  pageModel: z.string(),
  status: z.enum(EBOOK_STATUSES),
  progress: z.object({ done: z.int(), total: z.int(), failed: z.int(), unresolved: z.int() }),
  cost: total,
  estimate,
  simulated: z.boolean(),
  reason: z.object({ code: z.string(), message: z.string() }).nullable(),
  requestedAt: z.string(),
  endedAt: z.string().nullable(),
}

export const ebookSummary = z.object(summary).openapi("EbookSummary")
export const ebook = z.object({ ...summary, pages: z.array(pageOfEbook) }).openapi("Ebook")
