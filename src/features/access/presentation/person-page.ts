import { alertOf, field, type Problem } from "../../../shared/web/fields.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import type { Person } from "../infrastructure/people.ts"
import { lastSignInOf, personLink } from "./people-section.ts"
import { sentences } from "./sentences.ts"
import { day } from "./times.ts"

const say = sentences.people

/** One person: their own page lets them change name and password, another's lets one give a new password or delete. */
export const personPage = (person: Person, isMe: boolean, name: string, problems: readonly Problem[]): Html =>
  html`<p class="crumb"><a href="/dashboard/settings">${sentences.settings.title}</a></p>
<div class="head"><h1>${person.name}</h1></div>
${problems.length > 0 ? alertOf(problems, sentences.problems.head(problems.length, sentences.settings.nothingChanged)) : ""}
<dl class="spec"><dt>${sentences.email}</dt><dd>${person.email}</dd><dt>${say.since}</dt><dd>${day(person.createdAt)}</dd><dt>${say.lastSignIn}</dt><dd>${lastSignInOf(person.lastSignInAt)}</dd></dl>
${isMe ? ownForms(person, name, problems) : questions(person)}`

const ownForms = ({ email, id }: Person, name: string, problems: readonly Problem[]) =>
  html`<div class="settings__own"><section aria-labelledby="your-name"><h2 id="your-name">${say.yourName}</h2>
<form method="post" action="${personLink(id)}/name" novalidate>
${field({ name: "name", label: sentences.name, type: "text", value: name, hint: null, autocomplete: "name" }, problems)}
<p><button class="btn btn--line">${say.saveName}</button></p></form></section>
<section aria-labelledby="your-password"><h2 id="your-password">${say.yourPassword}</h2>
<form method="post" action="${personLink(id)}/own-password" novalidate>
<input type="hidden" name="username" value="${email}" autocomplete="username">
${field({ name: "current", label: say.current, type: "password", value: "", hint: null, autocomplete: "current-password" }, problems)}
${field({ name: "next", label: say.next, type: "password", value: "", hint: sentences.passwordHint, autocomplete: "new-password" }, problems)}
<div><button class="btn btn--line">${say.changePassword}</button><p class="hint">${say.changeHint}</p></div></form></section></div>`

const questions = ({ id, name }: Person) => html`<div class="sect actions">
<details class="ask"><summary class="btn btn--line">${say.reset}</summary><div><p>${say.resetWarning(name)}</p>
<form method="post" action="${personLink(id)}/password"><button class="btn">${say.resetButton}</button></form></div></details>
<details class="ask"><summary class="btn btn--line">${say.remove}</summary><div><p>${say.removeWarning(name)}</p>
<form method="post" action="${personLink(id)}/delete"><button class="btn">${say.removeButton}</button></form></div></details></div>`
