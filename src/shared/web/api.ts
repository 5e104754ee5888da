import { OpenAPIHono, z } from "@hono/zod-openapi"
import type { MiddlewareHandler } from "hono"
import { DomainError } from "../errors.ts"
import { strayRefusals } from "./api-answers.ts"
import type { Env } from "./context.ts"
import { validationError } from "./problems.ts"
import { sentences } from "./sentences.ts"

/** A router whose requests are validated by their schemas; a refusal names the field and what it takes. */
export const createApi = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw validationError(result.error)
    },
  })

const nothing = z.strictObject({})

/** The query of an operation that takes none: one that is sent is refused like any unknown field. */
export const noQuery = nothing

/** The same for the body. An empty one and {} are let pass: many programs send them with every POST. */
export const noBody: MiddlewareHandler<Env> = async (c, next) => {
  const sent = (await c.req.text()).trim()
  if (sent !== "") {
    const checked = nothing.safeParse(parsed(sent))
    if (!checked.success) throw validationError(checked.error)
  }
  await next()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A query parameter that stands twice in an address has no value that both sides would agree on. */
export const onceEach: MiddlewareHandler<Env> = async (c, next) => {
  const twice = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1)
  if (twice.length > 0) {
    const fields = twice.map(([name]) => ({ field: name, message: sentences.problems.takesOne(name.slice(0, 60)) }))
    throw new DomainError("invalid-request", fields.map(({ message }) => message).join(" "), 400, fields)
  }
  await next()
}

const wholeNumber = (text: string) =>
  z
    .string(text)
    .regex(/^\d{1,9}$/, text)
    .transform(Number)

/** In a query a number is text, and that is the type we are asked for; the document tells the number. */
const told = (value: number) => value as unknown as string

/** `page` from 1, `pageSize` up to 200. */
export const paging = {
  page: wholeNumber("a whole number from 1")
    .pipe(z.int().min(1, "a whole number from 1"))
    .default(1)
    .openapi({ type: "integer", minimum: 1, description: "Which page of the list, from 1.", default: told(1) }),
  pageSize: wholeNumber("a whole number from 1 to 200")
    .pipe(z.int().min(1, "a whole number from 1 to 200").max(200, "a whole number from 1 to 200"))
    .default(50)
    .openapi({
      type: "integer",
      minimum: 1,
      maximum: 200,
      description: "How many items a page holds at most.",
      default: told(50),
    }),
}

const ID_TAKES = "text of 1 to 200 characters"

/** Ids from outside are any text of 1 to 200 characters that PostgreSQL can store: all but U+0000 and lone surrogates. */
export const outsideId = z
  .string(ID_TAKES)
  .min(1, ID_TAKES)
  .max(200, ID_TAKES)
  .refine((text) => text.isWellFormed() && !text.includes("\0"), `${ID_TAKES}, none of them U+0000`)

export type ApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>

/** The OpenAPI document of all that is routed below `app`. */
export function apiDocument({ openAPIRegistry, getOpenAPI31Document }: OpenAPIHono<Env>): ApiDocument {
  openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "A key from the settings page, or from colophon api-key create --name ci.",
  })
  for (const [name, { description, content }] of Object.entries(strayRefusals)) {
    const { examples } = content["application/problem+json"]
    const told = { schema: { $ref: "#/components/schemas/Problem" }, examples }
    openAPIRegistry.registerComponent("responses", name, { description, content: { "application/problem+json": told } })
  }
  return getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: sentences.product,
      version: "1",
      description: sentences.productIs,
    },
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }],
  })
}
