import type { Problem } from "../../../shared/web/fields.ts"
import { sentences } from "../sentences/order-sentences.ts"
import { LARGEST_SEED, PAGE_COUNT } from "./ebook-schemas.ts"
import { authorProblem, titleProblem } from "./manage-ebook.ts"
import { type FieldName, type NewEbookForm, numberOr } from "./new-ebook-form.ts"
import { typed } from "./typed-text.ts"

const say = sentences.problems

const quoted = (text: string) => {
  const short = typed(text).trim().slice(0, 40)
  return short === "" ? say.nothingTyped : say.typed(short)
}
type Choice = "trim" | "audience" | "pageModel" | "coverModel"
const choose = (field: Choice): Problem => ({ field, target: field, ...say[field] })
const { min, max } = PAGE_COUNT

/** What is wrong with a field, said with what was typed. */
export const PROBLEMS: Readonly<Record<FieldName, (form: NewEbookForm) => Problem>> = {
  themeId: () => ({ field: "themeId", target: "themes", ...say.theme }),
  title: ({ title }) => titleProblem(title),
  author: ({ author }) => authorProblem(author),
  audience: () => choose("audience"),
  pageCount: ({ pageCount }) => ({
    field: "pageCount",
    target: "pageCount",
    link: say.pageCount(min, max),
    sentence: say.askFor(pageCountProblem(pageCount), min, max),
  }),
  seed: ({ seed }) => ({
    field: "seed",
    target: "seed",
    link: say.seedLink,
    sentence: say.seed(quoted(seed), LARGEST_SEED),
  }),
  trim: () => choose("trim"),
  pageModel: () => choose("pageModel"),
  coverModel: () => choose("coverModel"),
}

function pageCountProblem(text: string): string {
  const count = numberOr(text)
  if (typeof count !== "number") return say.noCount(quoted(text))
  return count > max ? say.tooMany(count) : say.tooFew(count)
}
