import { createHash } from "node:crypto"
import type { Problem } from "../../../shared/web/fields.ts"
import type { EbookRequest } from "../infrastructure/request-ebook.ts"
import type { PresentationDeps } from "./deps.ts"
import { newEbook } from "./ebook-schemas.ts"
import { completeRequest } from "./ebooks-api.ts"
import { FIELDS, type NewEbookForm, numberOr } from "./new-ebook-form.ts"
import { PROBLEMS } from "./new-ebook-problems.ts"

type CheckedForm = { ok: true; request: EbookRequest; idempotencyKey: string } | { ok: false; problems: Problem[] }

/** What the form asks for, or what is wrong with it, field by field in the order of the form. */
export function checkForm(form: NewEbookForm, deps: PresentationDeps): CheckedForm {
  const schema = newEbook(deps.models.models.map(({ id }) => id))
  const checked = schema.safeParse({
    themeId: form.themeId,
    title: form.title,
    author: form.author.trim() === "" ? null : form.author,
    audience: form.audience,
    pageCount: numberOr(form.pageCount),
    seed: form.seed.trim() === "" ? seedOf(form.formId) : numberOr(form.seed),
    trim: form.trim,
    pageModel: form.pageModel,
    coverModel: form.coverModel,
  })
  const wrong = new Set(checked.error?.issues.map(({ path }) => path[0]))
  if (!deps.themes.some(({ id }) => id === form.themeId)) wrong.add("themeId")
  if (!checked.success || wrong.size > 0) {
    return { ok: false, problems: FIELDS.filter((name) => wrong.has(name)).map((name) => PROBLEMS[name](form)) }
  }
  const request = completeRequest(checked.data, deps)
  return { ok: true, request, idempotencyKey: keyOf(form.formId, request) }
}

/** A blank seed is random, but the same for the same form: sent twice, it asks for the same book. */
const seedOf = (formId: string) => createHash("sha256").update(formId).digest().readUInt32BE() >>> 1

/** A form that somebody went back to and changed asks for another book. */
const keyOf = (formId: string, request: EbookRequest) =>
  `form ${formId} ${createHash("sha256").update(JSON.stringify(request)).digest("hex")}`
