import { type Html, html } from "../../../shared/web/html.ts"
import { mark } from "../../../shared/web/marks.ts"
import { door } from "./door.ts"
import { sentences } from "./sentences.ts"

const say = sentences.login

/** `problem` is one sentence, null on the first visit; `next` is where to go afterwards. */
export const loginPage = ({ email, next, problem }: { email: string; next: string; problem: string | null }): Html =>
  door(html`<form method="post" action="/login">
      <h2>${say.title}</h2>
      ${problem ? problemLine(problem) : ""}
      <input type="hidden" name="next" value="${next}">
      <div class="field"><label for="email">${sentences.email}</label>
        <input class="input" id="email" name="email" type="email" value="${email}" autocomplete="username" required ${problem ? DESCRIBED : ""}></div>
      <div class="field"><label for="password">${sentences.password}</label>
        <input class="input" id="password" name="password" type="password" autocomplete="current-password" required ${problem ? DESCRIBED : ""}></div>
      <button class="btn btn--big">${say.button}</button>
    </form>
    <p class="note">${say.forgotten}</p>`)

/** Where nobody can sign in yet, because nobody has an account. */
export const nobodyYetPage = (): Html =>
  door(
    html`<div class="door__say"><h2>${say.nobodyYet}</h2><p>${say.whereTheLinkIs}</p><p class="note">${say.orByCommand}</p></div>`,
  )

const DESCRIBED = html`aria-describedby="problem"`

const problemLine = (problem: string): Html =>
  html`<p class="error" id="problem" role="alert">${mark("failed", true)}<span>${problem}</span></p>`
