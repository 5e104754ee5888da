import { field, type Problem } from "../../../shared/web/fields.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { bookLink } from "../../../shared/web/links.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import { sentences } from "../sentences/book-sentences.ts"
import { sentences as order } from "../sentences/order-sentences.ts"
import { author, renaming, title } from "./ebook-schemas.ts"
import { textProblem, typed } from "./typed-text.ts"

const say = sentences.manage
const sayWrong = order.problems

export type NameForm = { title: string; author: string }
export const nameFormOf = (book: EbookView): NameForm => ({ title: book.title, author: book.author ?? "" })

/** Another title or author, and deleting: what changes nothing about the drawing. */
export const manageEbook = (
  book: EbookView,
  form: NameForm,
  problems: readonly Problem[],
): Html => html`<section class="sect manage" aria-labelledby="manage">
<h2 id="manage">${say.heading}</h2>
<form class="grid2" method="post" action="${bookLink(book.id)}/rename" novalidate>
<div class="wide">${field({ name: "title", label: say.title, type: "text", value: typed(form.title), hint: null, autocomplete: "off" }, problems)}</div>
${field({ name: "author", label: say.author, type: "text", value: typed(form.author), hint: say.mayStayEmpty, autocomplete: "off" }, problems)}
<p class="wide"><button class="btn btn--line">${say.rename}</button></p></form>
<details class="ask"><summary class="btn btn--line">${say.delete}</summary>
<div><p>${deleteWarning(book)}</p>
<form method="post" action="${bookLink(book.id)}/delete"><button class="btn">${say.deleteNow}</button></form></div></details>
</section>`

const deleteWarning = ({ status }: EbookView) =>
  ["requested", "generating", "paused"].includes(status) ? say.deleteAtWorkWarning : say.deleteWarning

type Renaming = { ok: true; change: { title: string; author: string | null } } | { ok: false; problems: Problem[] }

/** A blank author means none. */
export function checkNames(form: NameForm): Renaming {
  const asked = { title: form.title, author: form.author.trim() === "" ? null : form.author }
  const checked = renaming.required().safeParse(asked)
  if (checked.success) return { ok: true, change: checked.data }
  const wrong = new Set(checked.error.issues.map(({ path }) => path[0]))
  return {
    ok: false,
    problems: [titleProblem(form.title), authorProblem(form.author)].filter(({ field }) => wrong.has(field)),
  }
}

const TITLE_MAX = maxOf(title)
const AUTHOR_MAX = maxOf(author)

export const titleProblem = (text: string): Problem => ({
  field: "title",
  target: "title",
  link: text.trim() === "" ? sayWrong.title.missing : sayWrong.title.look,
  sentence: textProblem(text, { named: sayWrong.title.name, max: TITLE_MAX }),
})

export const authorProblem = (text: string): Problem => ({
  field: "author",
  target: "author",
  link: sayWrong.author.look,
  sentence: textProblem(text, { named: sayWrong.author.name, max: AUTHOR_MAX }),
})

function maxOf({ maxLength }: { maxLength: number | null }): number {
  if (maxLength === null) throw new Error("a line of text has a longest length")
  return maxLength
}
