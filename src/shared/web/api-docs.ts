import type { ApiDocument } from "./api.ts"
import { fieldList, fieldsOf } from "./api-docs-fields.ts"
import { firstPart, TOPICS } from "./api-docs-first-part.ts"
import { operationSection } from "./api-docs-operation.ts"
import { isRef, nameOf, type Operation, operationsOf, type SchemaObject, shapesOf } from "./api-docs-reading.ts"
import { sentences } from "./api-docs-sentences.ts"
import { type Html, html } from "./html.ts"
import type { Page } from "./layout.ts"

/** The API for a reader: made from its OpenAPI document, with lines that can be run against this very server. */
export function apiDocsPage(document: ApiDocument, origin: string): Page {
  const all = operationsOf(document)
  const operations = Map.groupBy(all, ({ tag }) => tag)
  const about = { origin, shapes: new Map(shapesOf(document)) }
  const asked = new Set(all.map(({ body }) => body && isRef(body.schema) && nameOf(body.schema)))
  const shapes = shapesOf(document).filter(([name]) => !asked.has(name))
  const body = html`<div class="docs"><div class="docs__head"><h1>${sentences.title}</h1><p class="lead">${sentences.lead}</p></div>
${contents(operations, shapes)}
<div class="docs__body">${firstPart(document)}
${[...operations].map(
  ([tag, ofTag]) => html`<section class="sect" aria-labelledby="${tag}"><h2 id="${tag}">${sentences.tag(tag)}</h2>
${ofTag.map((operation) => operationSection(operation, about))}</section>`,
)}
<section class="sect" aria-labelledby="shapes"><h2 id="shapes">${sentences.shapes.title}</h2><p>${sentences.shapes.lead}</p>
${shapes.map(shapeSection)}</section></div></div>`
  return { title: sentences.title, section: null, body }
}

const shapeSection = ([name, schema]: [
  string,
  SchemaObject,
]): Html => html`<article class="op" aria-labelledby="shape-${name}">
<h3 id="shape-${name}">${name}</h3>
${schema.description ? html`<p>${schema.description}</p>` : ""}
${fieldList(fieldsOf(schema), "answer")}</article>`

const contents = (operations: ReadonlyMap<string, readonly Operation[]>, shapes: readonly [string, SchemaObject][]) =>
  html`<nav class="contents" aria-label="${sentences.contents}"><ul>
<li><a href="#${TOPICS[0]}">${sentences.begin}</a><ul>${TOPICS.map((id) => html`<li><a href="#${id}">${sentences.topics[id].title}</a></li>`)}</ul></li>
${[...operations].map(
  ([tag, ofTag]) =>
    html`<li><a href="#${tag}">${sentences.tag(tag)}</a><ul>${ofTag.map(
      ({ id, method, path }) =>
        html`<li><a href="#${id}"><code><b>${method}</b> ${path.replace("/api/v1", "")}</code></a></li>`,
    )}</ul></li>`,
)}
<li><a href="#shapes">${sentences.shapes.title}</a><ul class="contents__shapes">${shapes.map(([name]) => html`<li><a href="#shape-${name}">${name}</a></li>`)}</ul></li>
</ul></nav>`
