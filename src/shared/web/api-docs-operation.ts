import { curlOf } from "./api-docs-curl.ts"
import { type Field, fieldList, fieldsOf, parameterFields, typeOf } from "./api-docs-fields.ts"
import { type Answer, type Content, isRef, nameOf, type Operation, type SchemaObject } from "./api-docs-reading.ts"
import { sentences } from "./api-docs-sentences.ts"
import { type Html, html } from "./html.ts"

const say = sentences.operation
/** The same everywhere, and told once. */
const EVERYWHERE = new Set(["invalid-request", "unauthorized", "internal-error", "too-large", "unsupported-media-type"])

export type Shapes = ReadonlyMap<string, SchemaObject>

/** One operation: what it does, takes and answers, and a line to try it. */
export const operationSection = (
  operation: Operation,
  { origin, shapes }: { origin: string; shapes: Shapes },
): Html => {
  const { id, method, path, summary, description, parameters, body, answers } = operation
  const inPlace = (place: string) => parameterFields(parameters.filter((one) => one.in === place))
  return html`<section class="op" id="${id}" aria-labelledby="${id}-name">
<h3 id="${id}-name">${summary}</h3>
<p class="op__path"><a href="#${id}"><code><b>${method}</b> ${path}</code></a></p>
${description ? html`<p>${description}</p>` : ""}
${group(say.inPath, inPlace("path"))}${group(say.inQuery, inPlace("query"))}${group(say.inHeaders, inPlace("header"))}
${body ? bodyPart(body, shapes) : ""}
<h4>${say.answers}</h4>
<dl class="taken">${answers.flatMap(answerRows)}</dl>
<p class="note">${say.everywhere}</p>
<h4>${say.example}</h4>
<pre class="raw"><code>${curlOf(operation, origin)}</code></pre>
${shownAnswer(answers)}
</section>`
}

const group = (heading: string, fields: readonly Field[]) =>
  fields.length > 0 ? html`<h4>${heading}</h4>${fieldList(fields, "request")}` : ""

function bodyPart({ schema }: Content, shapes: Shapes): Html | string {
  const whole = isRef(schema) ? shapes.get(nameOf(schema)) : schema
  if (!whole) return ""
  const about = whole.description ? html`<p>${whole.description}</p>` : ""
  return html`<h4>${say.inBody}</h4>${about}${fieldList(fieldsOf(whole), "request")}`
}

/** A success has one row, a refusal one for each code that is its own. */
function answerRows({ status, description, codes, content }: Answer): Html[] {
  if (codes.length === 0)
    return [
      html`<div><dt>${status}</dt><dd><p>${description}</p>${content?.type === "application/json" ? html`<p class="taken__what">${typeOf(content.schema)}</p>` : ""}</dd></div>`,
    ]
  return codes
    .filter(({ code }) => !EVERYWHERE.has(code))
    .map(({ code, when }) => html`<div><dt>${status} <code>${code}</code></dt><dd><p>${when}</p></dd></div>`)
}

function shownAnswer(answers: readonly Answer[]): Html | string {
  const success = answers.findLast(({ status }) => status < "300")
  const example = success?.content?.example
  if (example === undefined) return ""
  return html`<details><summary>${say.exampleAnswer(success?.status ?? "")}</summary>
<pre class="raw"><code>${JSON.stringify(example, null, 2)}</code></pre></details>`
}
