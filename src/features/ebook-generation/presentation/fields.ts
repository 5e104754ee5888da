import { type Html, html } from "../../../shared/web/html.ts"
import { mark } from "../../../shared/web/marks.ts"
import { capitalised, countWord } from "./words.ts"

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

export const errorLine = ({ field, sentence }: Problem): Html =>
  html`<p class="error" id="${field}-e">${mark("failed", true)}<span>${sentence}</span></p>`

/** The head of a refused form: how many things are wrong, that nothing happened, and a link to each. */
export const alertOf = (
  problems: readonly Problem[],
  nothing: string,
): Html => html`<div class="alert" role="alert" tabindex="-1" autofocus>
<h2>${capitalised(countWord(problems.length))} ${problems.length === 1 ? "thing" : "things"} to put right. ${nothing}</h2>
<ul>${problems.map(({ target, link }) => html`<li><a href="#${target}">${link}</a></li>`)}</ul></div>`

const CONTROLS = /\p{Cc}/gu

/** Shown again as it was typed, but for what a field cannot hold. */
export const typed = (text: string): string => text.replaceAll(CONTROLS, "")

/** What a line of text does wrong; `named` is how it is called, `max` how many characters it takes. */
export function textProblem(text: string, { named, max }: { named: string; max: number }): string {
  if (text.trim() === "") return `The ${named} is empty. Write up to ${max} characters.`
  const length = text.trim().length
  if (length > max) return `The ${named} has ${length} characters. Write up to ${max}.`
  return `The ${named} held line breaks or control characters. They are taken out now; look at it and press again.`
}
