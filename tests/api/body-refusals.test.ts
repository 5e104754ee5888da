import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openApiHouse } from "./house.ts"
import { judge, type Operation } from "./openapi.ts"
import { asJson, expectRefusal, refusing } from "./refusals.ts"

const house = await openApiHouse({ drawn: false })
const { sendTo, leavesNothing } = refusing(house)
let before: Record<string, number>
beforeAll(async () => {
  before = await house.rows()
})
afterAll(async () => {
  await leavesNothing(before)
  await house.close()
})

const { document, operations } = house
const withBody = operations.filter(({ body }) => body !== null)
const withoutBody = operations.filter(({ body, method }) => body === null && method !== "GET")

/** Values of every kind; each field refuses those that its schema does. */
const ODD: readonly unknown[] = [
  null,
  true,
  "",
  " ",
  "NaN",
  "x".repeat(201),
  0,
  -1,
  1.5,
  1e21,
  "1e400",
  2 ** 53,
  [],
  ["x"],
  [[]],
  {},
  { a: 1 },
  [1, 1],
  [-1],
]

/** The schema of the body, which may stand by its name. */
function named({ body }: Operation): Record<string, any> {
  const { $ref, ...schema } = body?.schema ?? {}
  return $ref ? (document.components.schemas[$ref.split("/").at(-1)] ?? {}) : schema
}

describe("bodies", () => {
  it.each(withBody)("$name refuses what is no JSON object, and what is not sent as JSON", async (operation) => {
    const example = JSON.stringify(operation.body?.example)
    for (const body of [null, "", " ", "{", "[]", "[[[", "null", "7", '"x"', "NaN", "{'a':1}", `${example}x`, "\0"]) {
      const got = await sendTo(operation, { headers: asJson, body })
      expect(expectRefusal(operation, got, [400]).detail, String(body)).toMatch(
        /^The request body takes (JSON|a JSON object)/,
      )
    }
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "json",
      "*/*",
    ]) {
      const got = await sendTo(operation, { headers: { "content-type": type }, body: example })
      expect(expectRefusal(operation, got, [415]).detail).toContain("Content-Type: application/json")
    }
    expectRefusal(operation, await sendTo(operation, { body: example }), [415])
    expectRefusal(operation, await sendTo(operation, { headers: asJson, body: `"${"x".repeat(1_000_001)}"` }), [413])
  })

  it.each(withBody)("$name names every field that it does not know", async (operation) => {
    const example = operation.body?.example
    const body = `{"colour":"red","__proto__":{"x":1},${JSON.stringify(example).slice(1)}`
    const { errors } = expectRefusal(operation, await sendTo(operation, { headers: asJson, body }), [400])
    expect(errors).toContainEqual({ field: "colour", message: "colour is not known here." })
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`${"x".repeat(100)}${i}`, 1]))
    const got = await sendTo(operation, { headers: asJson, body: JSON.stringify({ ...example, ...many }) })
    expect(expectRefusal(operation, got, [400]).errors).toHaveLength(20)
    expect(got.text.length).toBeLessThan(10_000)
  })

  it.each(withBody)("$name names every field that it needs", async (operation) => {
    const got = await sendTo(operation, { headers: asJson, body: "{}" })
    const body = expectRefusal(operation, got, [400])
    const needed: string[] = named(operation)["required"] ?? []
    if (needed.length > 0) expect(body.errors.map((e: { field: string }) => e.field)).toEqual(needed)
  })

  it.each(withBody)(
    "$name refuses in each field what its schema does not take, and names the field",
    async (operation) => {
      const { properties } = named(operation)
      const rejects = Object.entries(properties).flatMap(([name, schema]) => {
        const judged = judge(document, schema as object)
        return ODD.filter((value) => !judged.safeParse(value).success).map((value) => ({ name, value }))
      })
      expect(rejects.length).toBeGreaterThan(8)
      for (const { name, value } of rejects) {
        const body = JSON.stringify({ ...operation.body?.example, [name]: value }).replace('"1e400"', "1e400")
        const { errors } = expectRefusal(operation, await sendTo(operation, { headers: asJson, body }), [400])
        expect(
          errors.every(({ field }: { field: string }) => field.split(".")[0] === name),
          body,
        ).toBe(true)
      }
    },
  )

  it.each(withBody)("$name refuses text that cannot be stored", async (operation) => {
    const { properties } = named(operation)
    const ids = Object.entries<any>(properties).filter(
      ([, { type, format }]) => [type].flat().includes("string") && !format,
    )
    for (const [name] of ids) {
      for (const value of ["a\0b", "\ud800", "x\udfff"]) {
        const body = JSON.stringify({ ...operation.body?.example, [name]: value })
        const got = await sendTo(operation, { headers: asJson, body })
        expect(expectRefusal(operation, got, [400]).errors, body).toMatchObject([{ field: name }])
      }
    }
  })

  it.each(withoutBody)("$name takes no field at all", async (operation) => {
    const got = await sendTo(operation, { headers: asJson, body: '{"colour":"red"}' })
    expect(expectRefusal(operation, got, [400]).errors).toMatchObject([{ field: "colour" }])
    for (const body of ["[]", "{", "7"]) {
      const odd = await sendTo(operation, { headers: asJson, body })
      expect(expectRefusal(operation, odd, [400]).detail).toBe("The request body takes a JSON object.")
    }
  })
})
