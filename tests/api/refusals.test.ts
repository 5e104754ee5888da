import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openApiHouse } from "./house.ts"
import { asJson, expectRefusal, refusing } from "./refusals.ts"

const house = await openApiHouse({ drawn: false })
const { pathWith, pathOf, sendTo, leavesNothing } = refusing(house)
let before: Record<string, number>
beforeAll(async () => {
  before = await house.rows()
})
afterAll(async () => {
  await leavesNothing(before)
  await house.close()
})

const { operations } = house
const withParams = operations.filter(({ path }) => path.includes("{"))
const withQuery = operations.filter(({ parameters }) => parameters.some(({ in: place }) => place === "query"))

/** Whether "/events/{id}" is the address of "/events/replay" too. */
const isAt = (path: string, asked: string): boolean =>
  new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(asked)

describe("who may come in", () => {
  it.each(operations)("$name is refused without a key, and with a wrong one", async (operation) => {
    for (const authorization of ["", "Bearer wrong", "Bearer", "Basic a2V5"]) {
      expectRefusal(operation, await sendTo(operation, { headers: { authorization } }), [401])
    }
  })
})

describe("addresses", () => {
  it.each(withParams)("$name takes no odd id for one that it knows, and falls over none", async (operation) => {
    const odd = [
      "%00",
      "%ff",
      "%E0%A4%A",
      "%",
      "%ed%a0%80",
      "..%2f..",
      "a%2Fb",
      "%20",
      "x".repeat(201),
      "x".repeat(9_000),
    ]
    const odder = ["-1", "1e9", "NaN", "99999", "%27%20or%201=1", "%F0%9F%A6%95", "{id}", "0x1", "null"]
    for (const { name } of operation.parameters.filter(({ in: place }) => place === "path")) {
      for (const value of [...odd, ...odder]) {
        const got = await sendTo(operation, {
          path: pathWith(operation, name, value),
          ...(operation.body ? { headers: asJson, body: JSON.stringify(operation.body.example) } : {}),
        })
        const body = expectRefusal(operation, got, [400, 404])
        if (got.status === 400) expect(body.errors, value.slice(0, 20)).toMatchObject([{ field: name }])
      }
    }
  })

  it.each(operations)("$name has an address that takes no other method, and says which it takes", async (operation) => {
    const here = operations.filter((one) => isAt(one.path, pathOf(operation))).map(({ method }) => method)
    const taken = [...here, ...(here.includes("GET") ? ["HEAD"] : [])]
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"].filter((one) => !taken.includes(one))) {
      const got = await sendTo(operation, { method })
      expect([method, got.status, got.body.code]).toEqual([method, 405, "method-not-allowed"])
      expect(got.headers["allow"].split(", ").toSorted()).toEqual([...taken, "OPTIONS"].toSorted())
      expect(got.body.detail).toContain(`it takes ${taken.join(", ")}.`)
    }
    const options = await sendTo(operation, { method: "OPTIONS" })
    expect([options.status, options.text]).toEqual([204, ""])
    expect(options.headers["allow"]).toContain(operation.method)
    if (here.includes("GET")) {
      const [head, get] = [await sendTo(operation, { method: "HEAD" }), await sendTo(operation, { method: "GET" })]
      expect([head.status, head.text]).toEqual([get.status, ""])
    }
  })

  it("that do not exist are said not to", async () => {
    for (const path of [
      "/api/v1",
      "/api/v1/",
      "/api/v1/nothing",
      "/api/v1/ebooks/",
      "/api/v1/ebooks//pages/1",
      "/api/v2/ebooks",
    ]) {
      const got = await house.send({ path })
      expect([path, got.status, got.body.code]).toEqual([path, 404, "not-found"])
    }
  })
})

describe("queries", () => {
  it.each(operations)("$name refuses a parameter that it does not know, and names it", async (operation) => {
    const sent = operation.body ? { headers: asJson, body: JSON.stringify(operation.body.example) } : {}
    const got = await sendTo(operation, { ...sent, path: `${pathOf(operation)}?colour=red` })
    const body = expectRefusal(operation, got, [400])
    expect(body.errors).toEqual([{ field: "colour", message: "colour is not known here." }])
  })

  it.each(withQuery)("$name takes each parameter once, and only what its schema takes", async (operation) => {
    for (const { name, schema } of operation.parameters.filter(({ in: place }) => place === "query")) {
      const twice = await sendTo(operation, { path: `${pathOf(operation)}?${name}=1&${name}=2` })
      expect(expectRefusal(operation, twice, [400]).errors).toEqual([
        { field: name, message: `${name} takes one value, and was sent more than once.` },
      ])
      const odd = [
        "",
        "%00",
        "x".repeat(201),
        "NaN",
        "-1",
        "1e99",
        "99999999999999999999",
        "1.5",
        "null",
        "%ff",
        "true%00",
      ]
      const { type, enum: values } = schema
      const fits = (text: string) =>
        type === "integer" ? /^\d{1,9}$/.test(text) : values ? values.includes(text) : text !== "" && text.length <= 200
      for (const value of odd) {
        const got = await sendTo(operation, { path: `${pathOf(operation)}?${name}=${value}` })
        expect([200, 400, 404], `${name}=${value}: ${got.text}`).toContain(got.status)
        if (!fits(value) || got.status === 400) {
          expect(expectRefusal(operation, got, [400]).errors).toMatchObject([{ field: name }])
        }
      }
    }
  })
})
