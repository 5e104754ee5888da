import { type Html, html } from "./html.ts"
import { mark } from "./marks.ts"

/** What is wrong with one field: `link` says in short what to do, `sentence` what is wrong and what is taken. */
export type Problem = { field: string; link: string; sentence: string }

type Field = {
  name: string
  label: string
  type: "text" | "email" | "password"
  value: string
  hint: string | null
  /** What a browser may fill in: a token of HTML's autofill, or "off". */
  autocomplete: string
}

/** A line to write in, with its label, and its hint or what is wrong with it. */
export function field({ name, label, type, value, hint, autocomplete }: Field, problems: readonly Problem[]): Html {
  const problem = problems.find((one) => one.field === name)
  const described = problem ? `${name}-e` : hint === null ? null : `${name}-h`
  return html`<div class="field"><label for="${name}">${label}</label>
<input class="input" id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" ${problem ? html`aria-invalid="true"` : ""} ${described === null ? "" : html`aria-describedby="${described}"`}>
${problem ? errorLine(problem) : hint === null ? "" : html`<p class="hint" id="${name}-h">${hint}</p>`}</div>`
}

const errorLine = ({ field, sentence }: Problem): Html =>
  html`<p class="error" id="${field}-e">${mark("failed", true)}<span>${sentence}</span></p>`

/** The head of a refused form: how many things are wrong and that nothing happened, with a link to each. */
export const alertOf = (problems: readonly Problem[], head: string): Html =>
  html`<div class="alert" role="alert" tabindex="-1" autofocus><h2>${head}</h2>
<ul>${problems.map(({ field, link }) => html`<li><a href="#${field}">${link}</a></li>`)}</ul></div>`
