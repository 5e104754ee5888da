import { type Html, html } from "../../../shared/web/html.ts"
import { mark } from "../../../shared/web/marks.ts"
import { sentences } from "../sentences/order-sentences.ts"
import { capitalised, countWord } from "./words.ts"

const say = sentences.problems

/** What is wrong with one field: `link` says in short what to do, `sentence` what is wrong and what is taken. */
export type Problem = { field: string; target: string; link: string; sentence: string }

type Field = { name: string; label: string; value: string; hint: string; wide: boolean; numeric: boolean }

/** A line to write in, with its label, and its hint or what is wrong with it. */
export function textField({ name, label, value, hint, wide, numeric }: Field, problems: readonly Problem[]): Html {
  const problem = problems.find(({ field }) => field === name)
  const described = problem ? `${name}-e` : hint ? `${name}-h` : null
  return html`<div class="${wide ? "field wide" : "field"}"><label for="${name}">${label}</label>
<input class="input" id="${name}" name="${name}" value="${value}" autocomplete="off" ${numeric ? html`inputmode="numeric"` : ""} ${problem ? html`aria-invalid="true"` : ""} ${described ? html`aria-describedby="${described}"` : ""}>
${problem ? errorLine(problem) : hint ? html`<p class="hint" id="${name}-h">${hint}</p>` : ""}</div>`
}

type Choice = { name: string; label: string; value: string }
type Option = { value: string; text: string }

/** One of several in a list, with its label and what is wrong with it. */
export function select({ name, label, value }: Choice, options: readonly Option[], problems: readonly Problem[]): Html {
  const error = errorOf(name, problems)
  return html`<div class="field"><label for="${name}">${label}</label>
<select class="select" id="${name}" name="${name}" ${error ? html`aria-invalid="true"` : ""} ${error ? html`aria-describedby="${name}-e"` : ""}>${options.map(
    (one) => html`<option value="${one.value}" ${one.value === value ? "selected" : ""}>${one.text}</option>`,
  )}</select>${error}</div>`
}

/** What is wrong with the field, if anything is. */
export const errorOf = (name: string, problems: readonly Problem[]): Html | null => {
  const problem = problems.find(({ field }) => field === name)
  return problem ? errorLine(problem) : null
}

const errorLine = ({ field, sentence }: Problem): Html =>
  html`<p class="error" id="${field}-e">${mark("failed", true)}<span>${sentence}</span></p>`

/** The head of a refused form: how many things are wrong, that nothing happened, and a link to each. */
export const alertOf = (
  problems: readonly Problem[],
  nothing: string,
): Html => html`<div class="alert" role="alert" tabindex="-1" autofocus>
<h2>${say.head(capitalised(countWord(problems.length)), problems.length > 1, nothing)}</h2>
<ul>${problems.map(({ target, link }) => html`<li><a href="#${target}">${link}</a></li>`)}</ul></div>`

const CONTROLS = /\p{Cc}/gu

/** Shown again as it was typed, but for what a field cannot hold. */
export const typed = (text: string): string => text.replaceAll(CONTROLS, "")

/** What a line of text does wrong; `named` is how it is called, `max` how many characters it takes. */
export function textProblem(text: string, { named, max }: { named: string; max: number }): string {
  if (text.trim() === "") return say.empty(named, max)
  const length = text.trim().length
  if (length > max) return say.long(named, length, max)
  return say.unprintable(named)
}
