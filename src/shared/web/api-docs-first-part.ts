import type { ApiDocument } from "./api.ts"
import { codesOf } from "./api-docs-reading.ts"
import { sentences } from "./api-docs-sentences.ts"
import { type Html, html } from "./html.ts"

/** What holds for every operation, in the order in which somebody new needs it. */
export const TOPICS = ["key", "errors", "codes", "money", "lists", "times", "ids", "again"] as const
type Topic = (typeof TOPICS)[number]

export const firstPart = (document: ApiDocument): Html =>
  html`${TOPICS.map(
    (id) => html`<section class="topic" aria-labelledby="${id}"><h2 id="${id}">${sentences.topics[id].title}</h2>
${sentences.topics[id].text}${more(id, document)}</section>`,
  )}`

function more(id: Topic, document: ApiDocument): Html | string {
  if (id === "key") return html`<pre class="raw"><code>${SET_UP}</code></pre><p>${sentences.variables}</p>`
  if (id === "errors") return html`<pre class="raw"><code>${JSON.stringify(refusalOf(document), null, 2)}</code></pre>`
  if (id === "codes") return codeList(document)
  return ""
}

const SET_UP = "npm run -s colophon -- api-key create --name ci\nexport COLOPHON_API_KEY=…"

const codeList = (document: ApiDocument): Html =>
  html`<dl class="taken">${codesOf(document).map(
    ({ code, status, when }) => html`<div><dt><code>${code}</code></dt><dd><p>${status}. ${when}</p></dd></div>`,
  )}</dl>`

/** The refusal that the document shows wherever a request can be wrong. */
function refusalOf({ paths = {} }: ApiDocument): unknown {
  const first = Object.values(paths).flatMap((item) => [item.get ?? item.post])[0]
  return first?.responses?.[400]?.content?.["application/problem+json"]?.examples?.["invalid-request"]?.value
}
