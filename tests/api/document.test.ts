import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openTestApp, type TestApp } from "../support/app.ts"
import { type Document, type Operation, operationsOf, type Schema } from "./openapi.ts"

let test: TestApp
let document: Document
let operations: Operation[]
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
  document = (await test.call("GET", "/api/openapi.json")).body
  operations = operationsOf(document)
})
afterAll(() => test.close())

/** Every named field of a schema that says nothing of itself. */
function silent(schema: Schema, at: string): string[] {
  const fields = Object.entries<Schema>(schema["properties"] ?? {}).flatMap(([name, field]) => [
    ...(field["description"] || field["$ref"] ? [] : [`${at}.${name}`]),
    ...silent(field, `${at}.${name}`),
  ])
  return [...fields, ...(schema["items"] ? silent(schema["items"], `${at}[]`) : [])]
}

describe("the OpenAPI document", () => {
  it("names every route of the API, and no other", () => {
    const registered = test.app.web.routes
      .filter(({ method, path }) => path.startsWith("/api/v1/") && method !== "ALL")
      .map(({ method, path }) => `${method} ${path.replace("/api/v1", "").replaceAll(/:(\w+)/g, "{$1}")}`)
    expect(operations.map(({ name }) => name).toSorted()).toEqual([...new Set(registered)].toSorted())
    expect(registered.length).toBeGreaterThan(16)
  })

  it("says of every operation in a sentence what it does, and to which feature it belongs", () => {
    for (const { name, summary, tags } of operations) {
      expect(summary, name).toMatch(/^\p{Lu}.{8,}/u)
      expect(tags, name).toHaveLength(1)
    }
    expect(new Set(operations.map(({ summary }) => summary)).size).toBe(operations.length)
  })

  it("says of every parameter and every field what it is", () => {
    const told = operations.flatMap(({ name, parameters, body, responses }) => [
      ...parameters.filter(({ schema }) => !schema["description"]).map((one) => `${name} ${one.name}`),
      ...silent(body?.schema ?? {}, name),
      ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
        Object.values(content).flatMap(({ schema = {} }) => silent(schema, `${name} ${status}`)),
      ),
    ])
    const named = Object.entries(document.components.schemas).flatMap(([name, schema]) => silent(schema, name))
    expect([...told, ...named]).toEqual([])
  })

  it("tells what is taken for what is left out", () => {
    const told = operations.flatMap(({ parameters }) => parameters).map(({ name, schema }) => [name, schema["default"]])
    const defaults = Object.fromEntries(told.filter(([, value]) => value !== undefined))
    expect(defaults).toEqual({ page: 1, pageSize: 50, tz: "UTC", simulated: "false" })
  })

  it("says how every operation refuses a request that is wrong, or has no key", () => {
    for (const { name, responses, body } of operations) {
      expect(Object.keys(responses), name).toEqual(
        expect.arrayContaining(["400", "401", ...(body ? ["413", "415"] : [])]),
      )
      if (name.includes("{")) expect(Object.keys(responses), name).toContain("404")
    }
  })

  it("names the stable code of every refusal", () => {
    for (const { name, responses } of operations) {
      for (const [status, { content = {} }] of Object.entries(responses).filter(([status]) => status >= "400")) {
        const examples = Object.entries<any>(content["application/problem+json"]?.examples ?? {})
        expect(examples.length, `${name} ${status}`).toBeGreaterThan(0)
        for (const [code, { summary, value }] of examples) {
          expect([value.code, value.status, summary !== ""], `${name} ${status}`).toEqual([code, Number(status), true])
        }
      }
    }
  })
})
