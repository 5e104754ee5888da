import { z } from "@hono/zod-openapi"
import { validationError } from "../../../shared/web/problems.ts"
import type { EbookRequest } from "../infrastructure/request-ebook.ts"
import type { PresentationDeps } from "./deps.ts"
import { bookOrder } from "./ebook-schemas.ts"
import { completeRequest } from "./ebooks-api.ts"
import { numberOr } from "./new-ebook-form.ts"

export type CreateOptions = {
  theme?: string
  pages?: string
  title?: string
  author?: string
  audience: string
  trim: string
  seed?: string
  coverModel: string
  pageModel: string
  wait?: true
  out?: string
  json?: true
}

const OPTION_OF: Readonly<Record<string, string>> = {
  themeId: "--theme",
  pageCount: "--pages",
  title: "--title",
  author: "--author",
  audience: "--audience",
  trim: "--trim",
  seed: "--seed",
  coverModel: "--cover-model",
  pageModel: "--page-model",
}

/** What the command line asks for. Throws a DomainError in the API's own sentences, with the options' names. */
export function checkOptions(options: CreateOptions, deps: PresentationDeps): EbookRequest {
  const schema = bookOrder({ themes: deps.themes, models: deps.models.models.map(({ id }) => id) })
  const checked = schema.safeParse({
    themeId: options.theme,
    pageCount: options.pages === undefined ? undefined : numberOr(options.pages),
    title: options.title,
    author: options.author,
    audience: options.audience,
    trim: options.trim,
    seed: options.seed === undefined ? undefined : numberOr(options.seed),
    coverModel: options.coverModel,
    pageModel: options.pageModel,
  })
  if (checked.success) return completeRequest(checked.data, deps)
  const issues = checked.error.issues.map((issue) => ({ ...issue, path: issue.path.map(optionOf) }))
  throw validationError(new z.ZodError(issues))
}

const optionOf = (field: PropertyKey) => OPTION_OF[String(field)] ?? field
