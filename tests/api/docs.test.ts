import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { API_KEY, openTestApp, type TestApp } from "../support/app.ts"
import { operationsOf } from "./openapi.ts"

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
})
afterAll(() => test.close())

const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" }
const KEY = { authorization: `Bearer ${API_KEY}` }
const visit = (path: string, headers: Record<string, string>, method = "GET") =>
  test.app.web.request(`http://press.example:8080${path}`, { method, headers })
const page = async () => (await visit("/api/docs", { ...HTML, ...KEY })).text()

describe("/api/docs", () => {
  it("leads a browser without a session to the door and back", async () => {
    const answer = await visit("/api/docs", HTML)
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/login?next=%2Fapi%2Fdocs"])
  })

  it("is refused to everybody else without a key, like all of the API, which no browser is led away from", async () => {
    for (const [path, headers] of [
      ["/api/docs", {}],
      ["/api/docs", { accept: "application/json" }],
      ["/api/openapi.json", HTML],
      ["/api/v1/ebooks", HTML],
    ] as const) {
      const answer = await visit(path, headers)
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([path, 401, "application/problem+json"])
    }
  })

  it("tells a browser its errors on a page", async () => {
    const answer = await visit("/api/docs", { ...HTML, ...KEY }, "PUT")
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=UTF-8"])
  })

  it("tells every operation, every code and every field of the document", async () => {
    const { body: document } = await test.call("GET", "/api/openapi.json")
    const markup = (await page())
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll("&#39;", "'")
      .replaceAll("&quot;", '"')
    for (const { summary, path, parameters, responses } of operationsOf(document)) {
      const codes = Object.values(responses).flatMap(({ content = {} }) =>
        Object.keys(content["application/problem+json"]?.examples ?? {}),
      )
      for (const told of [summary, path, ...codes, ...parameters.map(({ schema }) => schema["description"])]) {
        expect(markup).toContain(told)
      }
    }
    for (const schema of Object.values<any>(document.components.schemas)) {
      for (const { description } of Object.values<any>(schema.properties)) expect(markup).toContain(description ?? "")
    }
  })

  it("says once of every code which status it has, and all that it can mean", async () => {
    const words = (await page()).replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ")
    expect(words).toContain("method-not-allowed 405. The address does not take this method")
    expect(words).toContain(
      "not-found 404. There is nothing at this address. The ledger knows no book of this id. The ledger knows no attempt of this id.",
    )
  })

  it("has no anchor that leads nowhere, and none twice", async () => {
    const markup = await page()
    const ids = [...markup.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
    const links = [...markup.matchAll(/href="#([^"]+)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
    expect(links.length).toBeGreaterThan(50)
    expect(links.filter((id) => !ids.includes(id))).toEqual([])
  })

  it("speaks of this very server, as it was reached", async () => {
    expect(await page()).toContain("curl &quot;http://press.example:8080/api/v1/ebooks&quot;")
    const behindTls = await visit("/api/docs", { ...HTML, ...KEY, "x-forwarded-proto": "https" })
    expect(await behindTls.text()).toContain("curl &quot;https://press.example:8080/api/v1/ebooks&quot;")
  })
})
