import { expect } from "vitest"
import type { ApiHouse, Got, Sent } from "./house.ts"
import type { Operation } from "./openapi.ts"

export const asJson = { "content-type": "application/json" }

/** What a test of refusals asks and expects of `house`. */
export function refusing(house: ApiHouse) {
  /** The address with one id changed, raw: nothing is escaped that a client did not escape. */
  function pathWith({ path, parameters }: Operation, name: string | null, value: string): string {
    return parameters
      .filter(({ in: place }) => place === "path")
      .reduce((all, { name: parameter, schema }) => {
        const example = encodeURIComponent(house.variables[schema["x-variable"]] ?? schema["example"])
        return all.replace(`{${parameter}}`, () => (parameter === name ? value : example))
      }, path)
  }
  const pathOf = (operation: Operation) => pathWith(operation, null, "")
  const sendTo = (operation: Operation, sent: Partial<Sent>) =>
    house.send({ method: operation.method, path: pathOf(operation), ...sent })

  /** Rows before and after are the same, and nothing fell over. */
  async function leavesNothing(before: Record<string, number>) {
    expect(await house.rows(), "a refused request leaves nothing behind").toEqual(before)
    expect(house.test.kernel.logged().filter(({ level }) => level === "error")).toEqual([])
  }
  return { pathWith, pathOf, sendTo, leavesNothing }
}

/** A refusal is a problem document with a code that the operation documents, one sentence per field, and nothing of our insides. */
export function expectRefusal(operation: Operation, got: Got, statuses: readonly number[]) {
  const where = `${operation.name} answered ${got.status} ${got.text.slice(0, 300)}`
  expect(statuses, where).toContain(got.status)
  expect(got.headers["content-type"], where).toBe("application/problem+json")
  const codes = operation.responses[got.status]?.content?.["application/problem+json"]?.examples ?? {}
  expect(Object.keys(codes), where).toContain(got.body.code)
  expect(got.body.detail, where).toMatch(/^\S.*\.$/s)
  expect(got.text, where).not.toMatch(/node_modules|\.ts:|select |insert |drizzle|Zod|Invalid input|expected/i)
  for (const { field, message } of got.body.errors ?? []) {
    expect(message, where).toMatch(/^\S.*\.$/s)
    expect(message, where).toContain(field)
  }
  return got.body
}
