import { z } from "zod"

/** What the tests read of an OpenAPI 3.1 document. */
export type Schema = Record<string, any>
export type Parameter = { name: string; in: "path" | "query" | "header"; required: boolean; schema: Schema }
export type Answer = {
  description: string
  content?: Record<string, { schema?: Schema; example?: any; examples?: any }>
}
export type Operation = {
  /** "POST /ebooks" */
  name: string
  method: string
  path: string
  summary: string
  tags: string[]
  parameters: Parameter[]
  /** Null where it takes none. */
  body: { schema: Schema; example: any } | null
  responses: Record<string, Answer>
}
export type Document = { paths: Record<string, Record<string, any>>; components: { schemas: Record<string, Schema> } }

export const operationsOf = (document: Document): Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => ({
      name: `${method.toUpperCase()} ${path.replace("/api/v1", "")}`,
      method: method.toUpperCase(),
      path,
      summary: told.summary ?? "",
      tags: told.tags ?? [],
      parameters: told.parameters ?? [],
      body: told.requestBody?.content["application/json"] ?? null,
      responses: told.responses,
    })),
  )

/** The answer of an operation that did what it was asked for. */
export function successOf({ responses, name }: Operation): { status: number; answer: Answer } {
  const [status] = Object.keys(responses)
    .filter((code) => code.startsWith("2"))
    .toSorted()
    .toReversed()
  const answer = status && responses[status]
  if (!answer) throw new Error(`${name} documents no success`)
  return { status: Number(status), answer }
}

/** Judges values by a schema of the document. What the schema does not name is wrong too: an answer holds nothing untold. */
export function judge(document: Document, schema: Schema): z.ZodType {
  return z.fromJSONSchema(close({ ...schema, $defs: document.components.schemas }))
}

/** Patterns are read with the `u` flag by JSON Schema, and without it by zod. */
const SILENT = new Set(["example", "examples", "default", "pattern"])

function close(node: any): any {
  if (Array.isArray(node)) return node.map(close)
  if (typeof node !== "object" || node === null) return node
  const told = Object.entries(node).filter(([key]) => !SILENT.has(key))
  const inner = Object.fromEntries(
    told.map(([key, value]) => [
      key,
      key === "$ref" ? String(value).replace("components/schemas", "$defs") : close(value),
    ]),
  )
  return "properties" in node && typeof node.properties === "object" && node.type === "object"
    ? { ...inner, additionalProperties: false }
    : inner
}
