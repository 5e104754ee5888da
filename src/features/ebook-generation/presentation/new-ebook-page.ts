import { type Html, html } from "../../../shared/web/html.ts"
import { AUDIENCE_STYLES, AUDIENCES, type Theme } from "../domain/theme.ts"
import { TRIM_NAMES } from "../domain/trim.ts"
import { PAGE_COUNT } from "./ebook-schemas.ts"
import { alertOf, errorLine, type Problem, textField, typed } from "./fields.ts"
import type { NewEbookForm } from "./new-ebook-form.ts"
import { trimText } from "./words.ts"

/** A model and about what one picture of it costs. */
export type OfferedModel = { id: string; name: string; price: string | null }

type View = { themes: readonly Theme[]; models: readonly OfferedModel[]; quote: Html; problems: readonly Problem[] }

/** The order slip: what the book is to be, and what it will cost before anything is spent. */
export const newEbookPage = (
  form: NewEbookForm,
  { themes, models, quote, problems }: View,
): Html => html`<p class="crumb"><a href="/">Books</a></p>
<div class="head"><h1>Make a book</h1></div>
${problems.length > 0 ? alertOf(problems, "Nothing was sent, nothing was charged.") : ""}
<form class="order" method="post" action="/dashboard/ebooks" novalidate><input type="hidden" name="formId" value="${form.formId}"><div>
<fieldset id="themes" tabindex="-1"><legend class="legend">Theme</legend>${errorOf("themeId", problems)}<div class="themes">${themes.map((theme) => themeCard(theme, form))}</div></fieldset>
<fieldset><legend class="legend">Book</legend><div class="grid2">
${textField({ name: "title", label: "Title", value: typed(form.title), hint: "", wide: true, numeric: false }, problems)}
${textField({ name: "author", label: "Author, as printed", value: typed(form.author), hint: "May stay empty.", wide: false, numeric: false }, problems)}
${select(
  { name: "trim", label: "Trim size" },
  TRIM_NAMES.map((trim) => ({ value: trim, text: trimText(trim) })),
  form,
)}${errorOf("trim", problems)}
<div class="field wide" id="audience" tabindex="-1"><span class="label" id="audience-l">Audience</span><div class="seg" role="radiogroup" aria-labelledby="audience-l">${AUDIENCES.map((audience) => audienceOption(audience, form))}</div>
${errorOf("audience", problems) ?? html`<p class="hint">The younger the readers, the bolder the lines and the larger the areas.</p>`}</div>
${textField({ name: "pageCount", label: "Drawn pages", value: typed(form.pageCount), hint: `${PAGE_COUNT.min} to ${PAGE_COUNT.max}. Cover and back cover come on top.`, wide: false, numeric: true }, problems)}
${textField({ name: "seed", label: "Seed", value: typed(form.seed), hint: "The same seed gives the same prompts again. Empty: a random one.", wide: false, numeric: true }, problems)}</div></fieldset>
<fieldset><legend class="legend">Models</legend><div class="grid2">
<div>${select({ name: "pageModel", label: "Pages" }, modelOptions(models, " a page"), form)}${errorOf("pageModel", problems)}</div>
<div>${select({ name: "coverModel", label: "Cover" }, modelOptions(models, ""), form)}${errorOf("coverModel", problems)}</div></div></fieldset></div>
<aside class="quote" id="quote" aria-labelledby="quote-h" aria-live="polite" hx-get="/dashboard/ebooks/quote" hx-trigger="change from:closest form, input changed delay:400ms from:#pageCount" hx-include="#pageCount, #pageModel, #coverModel" hx-swap="innerMorph">${quote}</aside></form>`

const errorOf = (name: string, problems: readonly Problem[]): Html | null => {
  const problem = problems.find(({ field }) => field === name)
  return problem ? errorLine(problem) : null
}

const checked = (is: boolean) => (is ? html`checked` : "")

const themeCard = ({ id, name, description, subjects }: Theme, form: NewEbookForm) =>
  html`<div class="theme"><input type="radio" name="themeId" id="theme-${id}" value="${id}" ${checked(id === form.themeId)}><label for="theme-${id}"><b>${name}</b><span class="theme__what">${description}</span><small>${subjects.length} subjects</small></label></div>`

const audienceOption = (audience: (typeof AUDIENCES)[number], form: NewEbookForm) =>
  html`<input type="radio" name="audience" id="audience-${audience}" value="${audience}" ${checked(audience === form.audience)}><label for="audience-${audience}">${AUDIENCE_STYLES[audience].name}</label>`

type Option = { value: string; text: string }

const select = (
  { name, label }: { name: "trim" | "pageModel" | "coverModel"; label: string },
  options: readonly Option[],
  form: NewEbookForm,
) =>
  html`<div class="field"><label for="${name}">${label}</label><select class="select" id="${name}" name="${name}">${options.map(
    ({ value, text }) => html`<option value="${value}" ${value === form[name] ? html`selected` : ""}>${text}</option>`,
  )}</select></div>`

const modelOptions = (models: readonly OfferedModel[], each: string): Option[] =>
  models.map(({ id, name, price }) => ({
    value: id,
    text: price === null ? `${name}, price unknown` : `${name}, about $${price}${each}`,
  }))
