import { field, type Problem } from "../../../shared/web/fields.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import type { ApiKey } from "../infrastructure/api-keys.ts"
import { sentences } from "./sentences.ts"
import { day, minute } from "./times.ts"

const say = sentences.keys

/** The keys in force, a form for one more, and those that were revoked. */
export function keysSection(keys: readonly ApiKey[], name: string, problems: readonly Problem[]): Html {
  const inForce = keys.filter(({ revokedAt }) => revokedAt === null)
  const revoked = keys.filter(({ revokedAt }) => revokedAt !== null)
  return html`<section class="sect" aria-labelledby="keys">
<div class="sect__head"><h2 id="keys">${say.title}</h2><p>${say.note}</p></div>
${inForce.length === 0 ? html`<p class="settings__none">${say.none}</p>` : keyTable(inForce, REVOKE_HEAD, revokeCell)}
<details class="settings__new" ${problems.length > 0 ? html`open=""` : ""}><summary>${say.make}</summary>
<form method="post" action="/dashboard/settings/keys" novalidate>
${field({ name: "key-name", label: say.makeLabel, type: "text", value: name, hint: say.makeHint, autocomplete: "off" }, problems)}
<p><button class="btn">${say.makeButton}</button></p></form></details>
${revoked.length === 0 ? "" : html`<details><summary>${say.revokedKeys(revoked.length)}</summary>${keyTable(revoked, REVOKED_HEAD, revokedCell)}</details>`}
</section>`
}

const REVOKE_HEAD = html`<th scope="col"><span class="vh">${say.revoke}</span></th>`
const REVOKED_HEAD = html`<th scope="col">${say.revoked}</th>`

const keyTable = (keys: readonly ApiKey[], lastHead: Html, lastCell: (key: ApiKey) => Html) =>
  html`<table class="tbl settings__list"><thead><tr><th scope="col">${sentences.name}</th><th scope="col">${say.begins}</th><th scope="col">${say.made}</th><th scope="col">${say.lastUse}</th>${lastHead}</tr></thead>
<tbody>${keys.map((key) => keyRow(key, lastCell(key)))}</tbody></table>`

const keyRow = ({ name, beginning, createdAt, createdBy, lastUsedAt }: ApiKey, last: Html) =>
  html`<tr><th scope="row"><span class="tbl__title">${name}</span></th><td data-label="${say.begins}"><code>${beginning}…</code></td>
<td data-label="${say.made}">${day(createdAt)} <span class="muted">${createdBy === null ? say.byCommand : say.by(createdBy)}</span></td>
<td data-label="${say.lastUse}">${lastUsedAt ? minute(lastUsedAt) : html`<span class="muted">${say.never}</span>`}</td>${last}</tr>`

const revokedCell = ({ revokedAt }: ApiKey) =>
  html`<td data-label="${say.revoked}">${revokedAt ? minute(revokedAt) : ""}</td>`

const revokeCell = ({ id, name }: ApiKey) =>
  html`<td class="c-act"><details class="ask"><summary class="btn btn--line btn--small">${say.revoke}<span class="vh"> ${name}</span></summary>
<div><p>${say.revokeWarning(name)}</p><form method="post" action="/dashboard/settings/keys/${encodeURIComponent(id)}/revoke"><button class="btn">${say.revokeButton}</button></form></div></details></td>`
