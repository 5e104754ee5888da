import { alertOf, field, type Problem } from "../../../shared/web/fields.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { door } from "./door.ts"
import { sentences } from "./sentences.ts"
import { minuteText } from "./times.ts"

const say = sentences.setUp

export type SetUpForm = { token: string; name: string; email: string }

/** The form of the first account. The token goes on as a hidden field, never in an address. */
export const setUpPage = ({ token, name, email }: SetUpForm, until: Date, problems: readonly Problem[]): Html =>
  door(html`${problems.length > 0 ? alertOf(problems, sentences.problems.head(problems.length, say.nothingDone)) : ""}
    <form method="post" action="/setup" novalidate>
      <h2>${say.title}</h2>
      <input type="hidden" name="token" value="${token}">
      ${field({ name: "name", label: say.name, type: "text", value: name, hint: null, autocomplete: "name" }, problems)}
      ${field({ name: "email", label: sentences.email, type: "email", value: email, hint: null, autocomplete: "username" }, problems)}
      ${field({ name: "password", label: sentences.password, type: "password", value: "", hint: sentences.passwordHint, autocomplete: "new-password" }, problems)}
      <button class="btn btn--big">${say.button}</button>
    </form>
    <p class="note">${say.worksOnce(minuteText(until))}</p>`)

/** A link that opens nothing: too late, mistyped, or none at all. */
export const staleLinkPage = (): Html =>
  door(
    html`<div class="door__say"><h2>${say.stale}</h2><p>${say.startAgain}</p><p class="note">${sentences.login.orByCommand}</p></div>`,
  )

/** Somebody was first. */
export const alreadySetUpPage = (): Html =>
  door(html`<div class="door__say"><h2>${say.already}</h2><p>${say.alreadyBy}</p>
    <p class="actions"><a class="btn btn--big" href="/login">${sentences.login.button}</a></p></div>`)
