import { isRef, nameOf, type Parameter, type Schema, type SchemaObject } from "./api-docs-reading.ts"
import { sentences } from "./api-docs-sentences.ts"
import { type Html, html } from "./html.ts"

const say = sentences.takes

export type Field = { name: string; schema: Schema; required: boolean }

/** Each field, what it is and of which kind. An answer has all its fields, so only of a request is it said which are needed. */
export const fieldList = (fields: readonly Field[], of: "request" | "answer"): Html =>
  html`<dl class="taken">${fields.map(
    ({ name, schema, required }) => html`<div><dt><code>${name}</code></dt>
<dd><p class="taken__what">${typeOf(schema)}${needed({ schema, required }, of)}</p>${told(schema)}</dd></div>`,
  )}</dl>`

const told = (schema: Schema) => (schema.description ? html`<p>${schema.description}</p>` : "")

function needed({ schema, required }: Omit<Field, "name">, of: "request" | "answer"): string {
  if (required) return of === "request" ? `, ${say.required}` : ""
  return `, ${optional(schema)}`
}

const optional = (schema: Schema) =>
  !isRef(schema) && schema.default !== undefined ? say.otherwise(String(schema.default)) : say.optional

export const parameterFields = (parameters: readonly Parameter[]): Field[] =>
  parameters.map(({ name, schema, required }) => ({ name, schema, required }))

/** The fields of an object and of the objects inside it: "progress.done", "rows[].key". What has a name of its own is not unfolded. */
export function fieldsOf(schema: SchemaObject): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const required = schema.required?.includes(name) === true
    const inner = innerOf(field)
    const deeper = inner ? fieldsOf(inner.schema) : []
    return [
      { name, schema: field, required },
      ...deeper.map((one) => ({ ...one, name: `${name}${inner?.mark ?? ""}.${one.name}` })),
    ]
  })
}

function innerOf(field: Schema): { schema: SchemaObject; mark: string } | null {
  if (isRef(field)) return null
  if (field.properties) return { schema: field, mark: "" }
  return field.items && !isRef(field.items) && field.items.properties ? { schema: field.items, mark: "[]" } : null
}

/** "text of 1 to 200 characters", "list of Page", "whole number from 24 to 100". */
export function typeOf(schema: Schema): string | Html {
  if (isRef(schema)) return html`<a href="#shape-${nameOf(schema)}">${nameOf(schema)}</a>`
  const { type } = schema
  const kinds = [type ?? []].flat()
  const plain = plainType(schema, kinds.find((kind) => kind !== "null") ?? null)
  return kinds.includes("null") ? html`${plain} ${say.orNull}` : plain
}

function plainType(schema: SchemaObject, kind: string | null): string | Html {
  if (schema.enum) return say.oneOf(schema.enum.filter((value) => value !== null).map(String))
  if (kind === "array") return listOf(schema.items)
  if (kind === "integer") return say.wholeNumber(limit(schema.minimum), limit(schema.maximum))
  if (kind === "boolean") return say.boolean
  const items = schema.properties?.["pageSize"] && schema.properties["items"]
  if (items && !isRef(items) && items.items) return html`${say.page} ${typeOf(items.items)}`
  if (kind === "object") return say.object
  if (kind !== "string") return say.anything
  if (schema.format === "date-time") return say.instant
  return say.text(limit(schema.minLength), limit(schema.maxLength))
}

function listOf(items: Schema | undefined): string | Html {
  if (!items) return say.list
  if (isRef(items)) return html`${say.listOf} ${typeOf(items)}`
  return items.type === "integer" ? say.wholeNumbers : say.objects
}

/** JSON's own limits are nobody's rule. */
const limit = (value: number | undefined) =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value
