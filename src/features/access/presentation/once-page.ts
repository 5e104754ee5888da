import { type Html, html } from "../../../shared/web/html.ts"
import { sentences } from "./sentences.ts"

const say = sentences.once

/** The one page that ever shows a secret; `title` says whose it is, `lead` what to do with it. */
export const oncePage = ({ title, lead, label, secret }: Record<"title" | "lead" | "label" | "secret", string>): Html =>
  html`<p class="crumb"><a href="/dashboard/settings">${sentences.settings.title}</a></p>
<div class="head"><h1>${title}</h1></div>
<p class="lead">${lead}</p>
<dl class="once"><dt>${label}</dt><dd><code>${secret}</code></dd><dd>${say.select}</dd></dl>
<p><a class="btn btn--line" href="/dashboard/settings">${say.back}</a></p>`
