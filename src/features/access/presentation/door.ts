import { type Html, html } from "../../../shared/web/html.ts"
import { sentences } from "./sentences.ts"

/** The title page beside whatever stands at the door. */
export const door = (beside: Html): Html => html`<div class="door">
  <div class="door__plate">${REGISTER_MARK}${REGISTER_MARK}${REGISTER_MARK}${REGISTER_MARK}
    <h1>${sentences.colophon}</h1>
    <p class="taper">${sentences.plate.map((line) => html`<span>${line}</span> `)}<span aria-hidden="true">¶</span></p>
  </div>
  <div class="door__form">${beside}</div>
</div>`

const REGISTER_MARK = html`<svg class="reg" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 0v20M0 10h20"/><circle cx="10" cy="10" r="6.5"/><circle cx="10" cy="10" r="2"/></svg>`
