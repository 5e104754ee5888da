import type { ApiDocument } from "./api.ts"

type PathItem = NonNullable<ApiDocument["paths"]>[string]
type Told = NonNullable<PathItem["get"]>
export type Schema = NonNullable<NonNullable<ApiDocument["components"]>["schemas"]>[string]
export type SchemaObject = Exclude<Schema, { $ref: string }>
export type Parameter = {
  name: string
  in: "path" | "query" | "header"
  required: boolean
  schema: SchemaObject
}
/** One status of an operation; a refusal has codes, anything else at most an example. */
export type Answer = {
  status: string
  description: string
  codes: readonly Code[]
  content: Content | null
}
export type Content = { type: string; schema: Schema; example: unknown }
export type Operation = {
  /** Its anchor: "post-ebooks". */
  id: string
  method: string
  path: string
  tag: string
  summary: string
  description: string
  parameters: readonly Parameter[]
  body: Content | null
  answers: readonly Answer[]
}

const METHODS = ["post", "get", "put", "patch", "delete"] as const

/** Every operation, in the document's order. */
export const operationsOf = ({ paths = {} }: ApiDocument): Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const told = item[method]
      return told ? [read(method, path, told)] : []
    }),
  )

const read = (method: string, path: string, told: Told): Operation => ({
  id: `${method}${path.replace("/api/v1", "").replaceAll(/[{}]/g, "").replaceAll(/[/.]/g, "-")}`,
  method: method.toUpperCase(),
  path,
  tag: told.tags?.[0] ?? "",
  summary: told.summary ?? "",
  description: told.description ?? "",
  parameters: (told.parameters ?? []).flatMap((one) => {
    if (isRef(one) || one.in === "cookie" || !one.schema || isRef(one.schema)) return []
    return [{ name: one.name, in: one.in, required: one.required === true, schema: one.schema }]
  }),
  body: told.requestBody && !isRef(told.requestBody) ? contentOf(told.requestBody.content) : null,
  answers: answersOf(told.responses ?? {}),
})

/** By status. */
export const answersOf = (responses: NonNullable<Told["responses"]>): Answer[] =>
  Object.entries(responses)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([status, { description = "", content = {} }]) => ({
      status,
      description,
      codes: Object.entries<Refusal>(content["application/problem+json"]?.examples ?? {}).map(
        ([code, { summary = "", value }]) => ({ code, when: summary, status: String(value.status) }),
      ),
      content: contentOf(content),
    }))

type Refusal = { summary?: string; value: { status: number } }
type Media = Record<string, { schema?: Schema; example?: unknown; examples?: Record<string, unknown> }>

function contentOf(content: Media): Content | null {
  const [type, media] = Object.entries(content)[0] ?? []
  return type === undefined || !media?.schema ? null : { type, schema: media.schema, example: media.example }
}

export const isRef = (schema: object): schema is { $ref: string } => "$ref" in schema

/** "Total" of "#/components/schemas/Total". */
export const nameOf = ({ $ref }: { $ref: string }): string => $ref.slice($ref.lastIndexOf("/") + 1)

/** Every schema with a name, by it. */
export const shapesOf = ({ components }: ApiDocument): [string, SchemaObject][] =>
  Object.entries(components?.schemas ?? {})
    .flatMap(([name, schema]): [string, SchemaObject][] => (isRef(schema) ? [] : [[name, schema]]))
    .toSorted(([a], [b]) => a.localeCompare(b))

export type Code = { code: string; status: string; when: string }

/** Every stable code that the API answers, by its name, with all that it can mean. */
export function codesOf(document: ApiDocument): Code[] {
  const stray = answersOf(document.components?.responses ?? {})
  const all = [...stray, ...operationsOf(document).flatMap(({ answers }) => answers)].flatMap(({ codes }) => codes)
  return [...Map.groupBy(all, ({ code }) => code)]
    .map(([code, told]) => ({
      code,
      status: told[0]?.status ?? "",
      when: [...new Set(told.map(({ when }) => when))].join(" "),
    }))
    .toSorted((a, b) => a.code.localeCompare(b.code))
}
