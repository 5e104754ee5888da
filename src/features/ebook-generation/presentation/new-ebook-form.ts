import { randomUUID } from "node:crypto"
import type { PresentationDeps } from "./deps.ts"
import { PAGE_COUNT } from "./ebook-schemas.ts"

/** In the order of the form. */
export const FIELDS = [
  "themeId",
  "title",
  "author",
  "trim",
  "audience",
  "pageCount",
  "seed",
  "pageModel",
  "coverModel",
] as const
export type FieldName = (typeof FIELDS)[number]

/** The form as it was typed. `formId` is made with it: the same form sent twice is one book. */
export type NewEbookForm = Record<FieldName, string> & { formId: string }

export const emptyForm = ({ themes, models }: PresentationDeps): NewEbookForm => ({
  formId: randomUUID(),
  themeId: themes[0]?.id ?? "",
  title: "",
  author: "",
  audience: "6-8",
  pageCount: String(PAGE_COUNT.min),
  seed: "",
  trim: "8.5x11",
  pageModel: models.pageModel,
  coverModel: models.coverModel,
})

const FORM_ID = /^[0-9a-f-]{36}$/

export function readForm(posted: URLSearchParams): NewEbookForm {
  const formId = posted.get("formId") ?? ""
  const values = Object.fromEntries(FIELDS.map((name) => [name, posted.get(name) ?? ""])) as Record<FieldName, string>
  return { ...values, formId: FORM_ID.test(formId) ? formId : randomUUID() }
}

/** What looks like a whole number becomes one; the schema refuses all else. */
export const numberOr = (text: string) => (/^\d{1,20}$/.test(text.trim()) ? Number(text.trim()) : text)
