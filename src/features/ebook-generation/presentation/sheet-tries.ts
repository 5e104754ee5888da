import { type Html, html } from "../../../shared/web/html.ts"
import type { Tries } from "../infrastructure/candidates.ts"
import type { PageView } from "../infrastructure/ebook-queries.ts"
import { sentences as say } from "../sentences/sheet-sentences.ts"
import { dayText, secondText } from "./words.ts"

/** Every attempt at a page with what became of it; each leads to its costs. */
export const triesTable = (page: PageView, tries: Tries): Html =>
  html`<h2>${say.attempts}</h2>${
    tries.length === 0
      ? html`<p class="muted">${say.none}</p>`
      : html`<table class="tbl"><caption class="vh">${say.attemptsCaption}</caption><thead><tr><th scope="col">${say.sent}</th><th scope="col">${say.became}</th><th scope="col">${say.keptHead}</th></tr></thead>
<tbody>${tries.map((one, i) => row(one, page.status === "drawing" && i === tries.length - 1))}</tbody></table>`
  }`

const row = ({ id, outcome, problem, kept, createdAt }: Tries[number], newest: boolean) => html`<tr>
<th scope="row"><a href="/dashboard/costs/attempts/${encodeURIComponent(id)}"><time datetime="${createdAt}">${dayText(new Date(createdAt))}, ${secondText(new Date(createdAt))}</time></a></th>
<td>${became(outcome, newest)}${problem === null ? "" : html`<div class="note">${problem}</div>`}</td><td>${kept ? say.kept : ""}</td></tr>
`

function became(outcome: string | null, newest: boolean): string {
  if (outcome === null) return newest ? say.underWay : say.neverSent
  return say.outcomes[outcome] ?? outcome
}
