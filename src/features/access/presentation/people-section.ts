import { field, type Problem } from "../../../shared/web/fields.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import type { Person } from "../infrastructure/people.ts"
import { sentences } from "./sentences.ts"
import { day, minute } from "./times.ts"

const say = sentences.people

export const personLink = (id: string): string => `/dashboard/settings/people/${encodeURIComponent(id)}`
export type PersonForm = { name: string; email: string }

/** Everybody who may come in, each leading to a page of their own, and a form for one more; `me` is who looks. */
export const peopleSection = (
  people: readonly Person[],
  me: string | null,
  form: PersonForm,
  problems: readonly Problem[],
): Html => html`<section class="sect" aria-labelledby="people">
<div class="sect__head"><h2 id="people">${say.title}</h2><p>${say.note}</p></div>
<table class="tbl settings__list"><thead><tr><th scope="col">${sentences.name}</th><th scope="col">${sentences.email}</th><th scope="col">${say.since}</th><th scope="col">${say.lastSignIn}</th></tr></thead>
<tbody>${people.map((person) => personRow(person, person.id === me))}</tbody></table>
<details class="settings__new" ${problems.length > 0 ? html`open=""` : ""}><summary>${say.add}</summary>
<form class="grid2" method="post" action="/dashboard/settings/people" novalidate>
${field({ name: "person-name", label: sentences.name, type: "text", value: form.name, hint: null, autocomplete: "off" }, problems)}
${field({ name: "person-email", label: sentences.email, type: "email", value: form.email, hint: null, autocomplete: "off" }, problems)}
<div class="wide"><button class="btn">${say.addButton}</button><p class="hint">${say.addHint}</p></div></form></details>
</section>`

const personRow = ({ id, name, email, createdAt, lastSignInAt }: Person, isMe: boolean) =>
  html`<tr><th scope="row"><a class="tbl__title" href="${personLink(id)}">${name}</a>${isMe ? html` <span class="note">${say.you}</span>` : ""}</th>
<td class="c-long">${email}</td><td data-label="${say.since}">${day(createdAt)}</td><td data-label="${say.lastSignIn}">${lastSignInOf(lastSignInAt)}</td></tr>`

export const lastSignInOf = (at: Date | null): Html => (at ? minute(at) : html`<span class="muted">${say.never}</span>`)
