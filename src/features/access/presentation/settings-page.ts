import type { Installation } from "../../../shared/installation.ts"
import { alertOf, type Problem } from "../../../shared/web/fields.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import type { ApiKey } from "../infrastructure/api-keys.ts"
import type { Person } from "../infrastructure/people.ts"
import { installationSection } from "./installation-section.ts"
import { keysSection } from "./keys-section.ts"
import { type PersonForm, peopleSection } from "./people-section.ts"
import { sentences } from "./sentences.ts"

const say = sentences.settings

export type SettingsView = {
  people: readonly Person[]
  keys: readonly ApiKey[]
  installation: Installation
  /** The id of who looks; null for a program. */
  me: string | null
}
export type SettingsForms = { person: PersonForm; keyName: string; problems: readonly Problem[] }
export const EMPTY_FORMS: SettingsForms = { person: { name: "", email: "" }, keyName: "", problems: [] }

/** Who comes in, which programs, and what all of it runs on; `done` says what was changed a moment ago. */
export function settingsPage(view: SettingsView, forms: SettingsForms, done: string | null): Html {
  const { problems } = forms
  const about = (prefix: string) => problems.filter(({ field }) => field.startsWith(prefix))
  return html`<div class="head"><h1>${say.title}</h1></div>
${problems.length > 0 ? alertOf(problems, sentences.problems.head(problems.length, say.nothingChanged)) : ""}
${done === null ? "" : html`<p class="lead" role="status">${done}</p>`}
<div class="settings">
${peopleSection(view.people, view.me, forms.person, about("person-"))}
${keysSection(view.keys, forms.keyName, about("key-"))}
${installationSection(view.installation)}</div>`
}
