import { alertOf, errorOf, field, type Problem, select } from "../../../shared/web/fields.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { AUDIENCES, type Theme } from "../domain/theme.ts"
import { TRIM_NAMES } from "../domain/trim.ts"
import { sentences as say } from "../sentences/order-sentences.ts"
import { PAGE_COUNT } from "./ebook-schemas.ts"
import type { NewEbookForm } from "./new-ebook-form.ts"
import { themeCard } from "./theme-card.ts"
import { problemsHead, typed } from "./typed-text.ts"
import { trimText } from "./words.ts"

/** A model and about what one picture of it costs. */
export type OfferedModel = { id: string; name: string; price: string | null }

type View = { themes: readonly Theme[]; models: readonly OfferedModel[]; quote: Html; problems: readonly Problem[] }

/** The order slip: what the book is to be, and what it will cost before anything is spent. */
export const newEbookPage = (
  form: NewEbookForm,
  { themes, models, quote, problems }: View,
): Html => html`<p class="crumb"><a href="/">${say.books}</a></p>
<div class="head"><h1>${say.heading}</h1></div>
${problems.length > 0 ? alertOf(problems, problemsHead(problems.length, say.problems.nothingSent)) : ""}
<form class="order" method="post" action="/dashboard/ebooks" novalidate><input type="hidden" name="formId" value="${form.formId}"><div>
<fieldset id="themes" tabindex="-1"><legend class="legend">${say.theme}</legend>${errorOf("themeId", problems)}<div class="themes">${themes.map((theme) => themeCard(theme, theme.id === form.themeId))}</div></fieldset>
<fieldset><legend class="legend">${say.book}</legend><div class="grid2">
<div class="wide">${field({ name: "title", label: say.title, type: "text", value: typed(form.title), hint: null, autocomplete: "off" }, problems)}</div>
${field({ name: "author", label: say.author, type: "text", value: typed(form.author), hint: say.mayStayEmpty, autocomplete: "off" }, problems)}
${select({ name: "trim", label: say.trim, value: form.trim }, TRIMS, problems)}
${audiences(form, problems)}
${field({ name: "pageCount", label: say.pageCount, type: "whole-number", value: typed(form.pageCount), hint: say.pageCountHint(PAGE_COUNT.min, PAGE_COUNT.max), autocomplete: "off" }, problems)}
${field({ name: "seed", label: say.seed, type: "whole-number", value: typed(form.seed), hint: say.seedHint, autocomplete: "off" }, problems)}</div></fieldset>
<fieldset><legend class="legend">${say.models}</legend><div class="grid2">
${select({ name: "pageModel", label: say.pageModel, value: form.pageModel }, modelOptions(models, say.modelPerPage), problems)}
${select({ name: "coverModel", label: say.coverModel, value: form.coverModel }, modelOptions(models, say.modelPriced), problems)}</div></fieldset></div>
<aside class="quote" id="quote" aria-labelledby="quote-h" aria-live="polite" hx-get="/dashboard/ebooks/quote" hx-trigger="change from:closest form, input changed delay:400ms from:#pageCount" hx-include="#pageCount, #pageModel, #coverModel" hx-swap="innerMorph">${quote}</aside></form>`

const TRIMS = TRIM_NAMES.map((trim) => ({ value: trim, text: trimText(trim) }))

const audiences = ({ audience: chosen }: NewEbookForm, problems: readonly Problem[]) =>
  html`<div class="field wide" id="audience" tabindex="-1"><span class="label" id="audience-l">${say.audience}</span><div class="seg" role="radiogroup" aria-labelledby="audience-l">${AUDIENCES.map(
    (audience) =>
      html`<input type="radio" name="audience" id="audience-${audience}" value="${audience}" ${audience === chosen ? "checked" : ""}><label for="audience-${audience}">${say.audiences[audience]}</label>`,
  )}</div>
${errorOf("audience", problems) ?? html`<p class="hint">${say.audienceHint}</p>`}</div>`

const modelOptions = (models: readonly OfferedModel[], priced: (name: string, price: string) => string) =>
  models.map(({ id, name, price }) => ({
    value: id,
    text: price === null ? say.modelUnpriced(name) : priced(name, `$${price}`),
  }))
