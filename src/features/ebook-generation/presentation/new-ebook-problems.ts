import { LARGEST_SEED, PAGE_COUNT } from "./ebook-schemas.ts"
import { type Problem, typed } from "./fields.ts"
import { authorProblem, titleProblem } from "./manage-ebook.ts"
import { type FieldName, type NewEbookForm, numberOr } from "./new-ebook-form.ts"

const quoted = (text: string) => {
  const short = typed(text).trim().slice(0, 40)
  return short === "" ? "Nothing" : `“${short}”`
}
const choose = (field: FieldName, target: string, what: string): Problem => ({
  field,
  target,
  link: `Choose ${what}`,
  sentence: `Choose ${what} from those on offer.`,
})
const RANGE = `${PAGE_COUNT.min} to ${PAGE_COUNT.max}`

/** What is wrong with a field, said with what was typed. */
export const PROBLEMS: Readonly<Record<FieldName, (form: NewEbookForm) => Problem>> = {
  themeId: () => choose("themeId", "themes", "a theme"),
  title: ({ title }) => titleProblem(title),
  author: ({ author }) => authorProblem(author),
  audience: () => choose("audience", "audience", "an audience"),
  pageCount: ({ pageCount }) => ({
    field: "pageCount",
    target: "pageCount",
    link: `Ask for ${RANGE} pages`,
    sentence: `${pageCountProblem(pageCount)} Ask for ${RANGE}.`,
  }),
  seed: ({ seed }) => ({
    field: "seed",
    target: "seed",
    link: "Look at the seed",
    sentence: `${quoted(seed)} is no seed. Write a whole number up to ${LARGEST_SEED}, or leave it empty for a random one.`,
  }),
  trim: () => choose("trim", "trim", "a trim size"),
  pageModel: () => choose("pageModel", "pageModel", "a model for the pages"),
  coverModel: () => choose("coverModel", "coverModel", "a model for the cover"),
}

function pageCountProblem(text: string): string {
  const count = numberOr(text)
  if (typeof count !== "number") return `${quoted(text)} is no number of pages.`
  return count > PAGE_COUNT.max ? `${count} is more than one book holds.` : `${count} is too few for a book.`
}
