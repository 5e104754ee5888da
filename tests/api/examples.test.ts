import { execFileSync } from "node:child_process"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { API_KEY } from "../support/app.ts"
import { openApiHouse, type Sent } from "./house.ts"
import { judge, type Operation, successOf } from "./openapi.ts"

const house = await openApiHouse({ drawn: true })
afterAll(() => house.close())
const { document, operations } = house

/** Where a finished book will not do: one that was just asked for. */
const BOOK_FOR: Record<string, () => Promise<string>> = {
  "DELETE /ebooks/{id}": house.newBook,
  "POST /ebooks/{id}/pause": house.newBook,
  "POST /ebooks/{id}/cancel": house.newBook,
  async "POST /ebooks/{id}/resume"() {
    const id = await house.newBook()
    await house.send({ method: "POST", path: `/api/v1/ebooks/${id}/pause` })
    return id
  },
}

/** The operation's own example as a request. Ids that only a database knows are put in for their variables. */
function exampleOf({ name, method, path, parameters, body }: Operation, variables: Record<string, string>): Sent {
  const headers: Record<string, string> = {}
  const url = new URL(path, house.origin)
  let pathname = path
  for (const { name: parameter, in: place, required, schema } of parameters) {
    const value = variables[schema["x-variable"]] ?? schema["example"]
    if (value === undefined && !required) continue
    expect(value, `${name}: an example of ${parameter}`).toBeDefined()
    if (place === "path") pathname = pathname.replace(`{${parameter}}`, encodeURIComponent(value))
    if (place === "query") url.searchParams.set(parameter, String(value))
    if (place === "header") headers[parameter.toLowerCase()] = String(value)
  }
  if (body) expect(body.example, `${name}: an example of its body`).toBeDefined()
  return {
    method,
    path: pathname + url.search,
    headers: body ? { ...headers, "content-type": "application/json" } : headers,
    body: body ? JSON.stringify(body.example) : null,
  }
}

/** What a shell makes of a line: the words that it would call curl with. */
function wordsOf(line: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${line}`
  const env = { COLOPHON_API_KEY: API_KEY, ...house.variables }
  return execFileSync("/bin/sh", ["-c", script], { env, encoding: "utf8" }).split("\0").slice(0, -1)
}

const unescaped = (markup: string) =>
  markup
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")

let lines: string[]
beforeAll(async () => {
  const { text } = await house.send({ path: "/api/docs", headers: { accept: "text/html", host: "press.example" } })
  lines = [...text.matchAll(/<code>(curl [^<]*)<\/code>/g)].map((match) => unescaped(match[1] ?? ""))
})

describe("every operation of the document", () => {
  it.each(operations)("$name answers its example as it says it does", async (operation) => {
    const book = await BOOK_FOR[operation.name]?.()
    const answer = await house.send(exampleOf(operation, { ...house.variables, ...(book ? { EBOOK_ID: book } : {}) }))
    const { status, answer: told } = successOf(operation)
    expect([answer.status, answer.status === status ? "" : answer.text]).toEqual([status, ""])
    const [type, content] = Object.entries(told.content ?? {})[0] ?? []
    if (type === undefined) return expect(answer.text).toBe("")
    expect(answer.headers["content-type"]).toContain(type)
    if (type !== "application/json") return expect(answer.text.length).toBeGreaterThan(100)
    const judged = judge(document, content?.schema ?? {}).safeParse(answer.body)
    expect(judged.error?.issues).toBeUndefined()
  })

  it.each(operations)("$name has a line on /api/docs that sends its example", async (operation) => {
    const sent = exampleOf(operation, house.variables)
    const requests = lines.map((line) => {
      const words = wordsOf(line)
      const given = (option: string) => words.flatMap((word, i) => (words[i - 1] === option ? [word] : []))
      const url = words.find((word) => word.startsWith("http"))
      const headers = given("-H").map((header) => header.split(": "))
      return { method: given("-X")[0] ?? "GET", url, headers, body: given("-d")[0] ?? null }
    })
    const mine = requests.find(
      ({ method, url }) => method === sent.method && url === `http://press.example${sent.path}`,
    )
    const headers = Object.entries({ authorization: `Bearer ${API_KEY}`, ...sent.headers })
    expect(mine?.headers.map(([name, value]) => [name?.toLowerCase(), value]).toSorted()).toEqual(headers.toSorted())
    expect(mine?.body && JSON.parse(mine.body)).toEqual(sent.body && JSON.parse(sent.body))
  })

  it.each(operations)("$name shows an answer of its own shape", (operation) => {
    for (const [status, { content = {} }] of Object.entries(operation.responses)) {
      for (const [type, { schema = {}, example, examples }] of Object.entries(content)) {
        if (!type.includes("json")) continue
        const shown = examples ? Object.values<any>(examples).map(({ value }) => value) : [example]
        for (const one of shown) {
          expect(one, `${status}: an example`).toBeDefined()
          expect(judge(document, schema).safeParse(one).error?.issues, JSON.stringify(one)).toBeUndefined()
        }
      }
    }
  })

  it.each(operations)("$name takes its own example by its own schema", ({ body }) => {
    if (body) expect(judge(document, body.schema).safeParse(body.example).error?.issues).toBeUndefined()
  })
})
