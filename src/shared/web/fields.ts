import { type Html, html } from "./html.ts"
import { mark } from "./marks.ts"

/** What is wrong with one field: `link` says in short what to do and leads to `target`, `sentence` what is wrong and what is taken. */
export type Problem = { field: string; target: string; link: string; sentence: string }

type Field = {
  name: string
  label: string
  type: "text" | "email" | "password" | "whole-number"
  value: string
  hint: string | null
  /** What a browser may fill in: a token of HTML's autofill, or "off". */
  autocomplete: string
}

/** A line to write in, with its label, and its hint or what is wrong with it. */
export function field({ name, label, type, value, hint, autocomplete }: Field, problems: readonly Problem[]): Html {
  const problem = problems.find((one) => one.field === name)
  const kind = type === "whole-number" ? html`type="text" inputmode="numeric"` : html`type="${type}"`
  const described = problem ? `${name}-e` : hint === null ? null : `${name}-h`
  return html`<div class="field"><label for="${name}">${label}</label>
<input class="input" id="${name}" name="${name}" ${kind} value="${value}" autocomplete="${autocomplete}" ${problem ? html`aria-invalid="true"` : ""} ${described === null ? "" : html`aria-describedby="${described}"`}>
${problem ? errorLine(problem) : hint === null ? "" : html`<p class="hint" id="${name}-h">${hint}</p>`}</div>`
}

type Choice = { name: string; label: string; value: string }
type Option = { value: string; text: string }

/** One of several in a list, with its label and what is wrong with it. */
export function select({ name, label, value }: Choice, options: readonly Option[], problems: readonly Problem[]): Html {
  const error = errorOf(name, problems)
  return html`<div class="field"><label for="${name}">${label}</label>
<select class="select" id="${name}" name="${name}" ${error ? html`aria-invalid="true" aria-describedby="${name}-e"` : ""}>${options.map(
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

/** The head of a refused form: how many things are wrong and that nothing happened, with a link to each. */
export const alertOf = (problems: readonly Problem[], head: string): Html =>
  html`<div class="alert" role="alert" tabindex="-1" autofocus><h2>${head}</h2>
<ul>${problems.map(({ target, link }) => html`<li><a href="#${target}">${link}</a></li>`)}</ul></div>`
