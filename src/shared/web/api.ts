import { OpenAPIHono, z } from "@hono/zod-openapi"
import type { Env } from "./context.ts"
import { validationError } from "./problems.ts"

/** A router whose requests are validated by their schemas; a refusal names the field and what it takes. */
export const createApi = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw validationError(result.error)
    },
  })

export const problem = (description: string) => ({
  description,
  content: {
    "application/problem+json": {
      schema: z
        .object({
          type: z.string(),
          title: z.string(),
          status: z.int(),
          code: z.string(),
          detail: z.string(),
          errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
        })
        .openapi("Problem"),
    },
  },
})

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { "application/json": { schema } },
})

const wholeNumber = (text: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, text)
    .transform(Number)

/** `page` from 1, `pageSize` up to 200. */
export const paging = {
  page: wholeNumber("a whole number from 1").pipe(z.int().min(1, "a whole number from 1")).default(1),
  pageSize: wholeNumber("a whole number from 1 to 200")
    .pipe(z.int().min(1, "a whole number from 1 to 200").max(200, "a whole number from 1 to 200"))
    .default(50),
}

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), page: z.int(), pageSize: z.int(), total: z.int() })

const ID_TAKES = "text of 1 to 200 characters"

/** Ids from outside are any text of 1 to 200 characters that PostgreSQL can store: all but U+0000 and lone surrogates. */
export const outsideId = z
  .string(ID_TAKES)
  .min(1, ID_TAKES)
  .max(200, ID_TAKES)
  .refine((text) => text.isWellFormed() && !text.includes("\0"), `${ID_TAKES}, none of them U+0000`)
