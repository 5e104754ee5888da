import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { toPrometheusText } from "../../src/shared/metrics/metric.ts"
import { beat } from "../../src/shared/processes/heartbeats.ts"
import { API_KEY, NEW_BOOK, openTestApp, type TestApp } from "../support/app.ts"

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 1 })
})
afterAll(() => test.close())

const withKey = { headers: { authorization: `Bearer ${API_KEY}` } }
const worker = (path: string, init?: RequestInit) => test.app.workerWeb.request(path, init)

describe("what a worker answers", () => {
  it.each(["/healthz", "/readyz"])("%s, to everybody", async (path) => {
    expect((await worker(path)).status).toBe(200)
  })

  it.each(["/", "/login", "/metrics", "/static/colophon.css", "/api/v1/ebooks", "/nowhere"])(
    "%s is refused without a key, before anything is looked at",
    async (path) => {
      const answer = await worker(path)
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ code: "unauthorized" })
    },
  )

  it.each(["/", "/login", "/dashboard/costs", "/api/v1/ebooks"])("%s is not here: this is a worker", async (path) => {
    const answer = await worker(path, withKey)
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"])
    expect(await answer.json()).toMatchObject({
      code: "not-found",
      detail: "This is a worker: it draws, and answers only /healthz, /readyz and /metrics.",
    })
  })

  it("its own metrics, to whoever has the key", async () => {
    const answer = await worker("/metrics", withKey)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('\ncolophon_deliveries{state="pending"} 0\n')
  })
})

describe("/metrics", () => {
  const read = async () => {
    const { status, body, headers } = await test.call("GET", "/metrics")
    expect([status, headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"])
    return String(body)
  }

  it("is refused without a key", async () => {
    expect((await test.app.web.request("/metrics")).status).toBe(401)
  })

  it("counts books, pages, deliveries and processes", async () => {
    await test.call("POST", "/api/v1/ebooks", NEW_BOOK)
    await test.untilHandled()
    const process = {
      role: "worker",
      host: "press-1",
      pid: 1,
      version: "0.1.0",
      concurrency: 3,
      drawsReal: false,
    } as const
    for (const id of [randomUUID(), randomUUID()]) await beat(test.kernel.db, { ...process, id })
    const lines = (await read()).split("\n")
    expect(lines).toEqual(
      expect.arrayContaining([
        "# TYPE colophon_books gauge",
        'colophon_books{status="requested"} 1',
        'colophon_books{status="draft"} 0',
        'colophon_pages{status="waiting"} 26',
        'colophon_pages{status="drawing"} 0',
        'colophon_deliveries{state="pending"} 0',
        'colophon_deliveries{state="parked"} 0',
        "colophon_oldest_pending_delivery_seconds 0",
        'colophon_processes{role="worker"} 2',
        'colophon_processes{role="web"} 0',
      ]),
    )
    const wellFormed = /^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+|)$/
    expect(lines.filter((line) => !wellFormed.test(line))).toEqual([])
  })

  it("counts requests by route and status, never by address", async () => {
    for (const id of ["one", "two"]) await test.call("GET", `/api/v1/ebooks/${id}`)
    await test.app.web.request("/api/v1/ebooks/three")
    await test.call("GET", "/no/such/page")
    const text = await read()
    const route = 'method="GET",route="/api/v1/ebooks/:id"'
    expect(text).toContain(`colophon_http_requests_total{${route},status="404"} 2\n`)
    expect(text).toContain(`colophon_http_requests_total{${route},status="401"} 1\n`)
    expect(text).toContain('colophon_http_requests_total{method="any",route="none",status="404"} 1\n')
    expect(text).toMatch(/colophon_http_request_seconds_total\{.*status="404"\} 0\.\d+\n/)
    expect(text).not.toMatch(/three|such/)
  })

  it("writes a label whole, whatever stands in it", () => {
    const samples = [{ labels: { route: 'a "b"\\c\nd' }, value: 1 }]
    const text = toPrometheusText([{ name: "x", help: "X.", type: "counter", samples }])
    expect(text).toBe('# HELP x X.\n# TYPE x counter\nx{route="a \\"b\\"\\\\c\\nd"} 1\n')
  })
})
