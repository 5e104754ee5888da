import { once } from "node:events"
import { request as httpRequest } from "node:http"
import type { AddressInfo } from "node:net"
import { serve } from "@hono/node-server"
import { sql } from "drizzle-orm"
import { API_KEY, NEW_BOOK, openTestApp, type TestApp } from "../support/app.ts"
import { type Document, type Operation, operationsOf } from "./openapi.ts"

export type Sent = { method: string; path: string; headers: Record<string, string>; body: string | null }
export type Got = { status: number; headers: Record<string, any>; text: string; body: any }

export type ApiHouse = {
  test: TestApp
  document: Document
  operations: Operation[]
  origin: string
  /** The key alone unless more is given; nothing is mended on the way. */
  send(sent: Partial<Sent>): Promise<Got>
  newBook(): Promise<string>
  /** What the documents' shell variables stand for. */
  variables: Record<string, string>
  /** Rows of everything that a request could make. */
  rows(): Promise<Record<string, number>>
  close(): Promise<void>
}

const REPORT = {
  attemptId: "reported-1",
  route: "images",
  model: "google/gemini-2.5-flash-image",
  occurredAt: "2026-11-23T10:04:11.846Z",
  outcome: "succeeded",
  usage: { cost: 0.0387243 },
}

const LOST = "reported-lost"

/** The whole app behind a real port, with one book, which is `drawn` or only asked for, and an attempt in the ledger. */
export async function openApiHouse({ drawn }: { drawn: boolean }): Promise<ApiHouse> {
  const test = await openTestApp({ real: false, leaseSeconds: 3 })
  const server = serve({ fetch: test.app.web.fetch, port: 0, hostname: "127.0.0.1" })
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  const ask = async (title: string) => (await test.call("POST", "/api/v1/ebooks", { ...NEW_BOOK, title })).body.id
  const book = await ask("Example")
  const document = (await test.call("GET", "/api/openapi.json")).body
  const send: ApiHouse["send"] = ({ method = "GET", path = "/", headers = {}, body = null }) =>
    new Promise((resolve, reject) => {
      const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) }
      const all = { authorization: `Bearer ${API_KEY}`, ...length, ...headers }
      const request = httpRequest(
        { port, host: "127.0.0.1", agent: false, method, path, headers: all },
        async (response) => {
          const chunks: Buffer[] = []
          for await (const chunk of response) chunks.push(chunk)
          const text = Buffer.concat(chunks).toString()
          const isJson = /json/.test(response.headers["content-type"] ?? "") && text !== ""
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: isJson ? JSON.parse(text) : null,
          })
        },
      )
      request.on("error", reject)
      request.end(body ?? undefined)
    })
  await test.call("POST", "/api/v1/usage", { ...REPORT, ebookId: book })
  await test.call("POST", "/api/v1/usage", { ...REPORT, attemptId: LOST, outcome: "unknown", usage: null })
  await repriceOne(test)
  if (drawn) {
    test.draw()
    await test.untilEbookIs(book, "draft")
  }
  await test.untilHandled()
  const parked = await parkOne(test, book)
  return {
    test,
    document,
    operations: operationsOf(document),
    origin: `http://127.0.0.1:${port}`,
    send,
    newBook: () => ask("Another"),
    variables: { EBOOK_ID: book, ATTEMPT_ID: REPORT.attemptId, LOST_ATTEMPT_ID: LOST, ...parked },
    async rows() {
      const counts = [
        "ebook_generation.ebooks",
        "generation_costs.charges",
        "generation_costs.conflicts",
        "events.events",
      ]
      const found = counts.map(async (table) => {
        const { rows } = await test.kernel.db.execute<any>(sql`select count(*)::int as n from ${sql.raw(table)}`)
        return [table, rows[0].n] as const
      })
      return Object.fromEntries(await Promise.all(found))
    },
    async close() {
      if ("closeAllConnections" in server) server.closeAllConnections()
      server.close()
      await test.close()
    },
  }
}

/** A charge that got its price later: the first repricing, which can be undone. */
async function repriceOne({ call, kernel }: TestApp) {
  const [model, usage] = ["press/new", { prompt_tokens: 100, completion_tokens: 0 }]
  const charge = { attemptId: "repriced-1", model, outcome: "no-usable-image", imagesReturned: 0, usage }
  await call("POST", "/api/v1/usage", { ...REPORT, ...charge })
  await kernel.db.execute(sql`
    insert into generation_costs.price_versions (model, meter, unit, unit_price, valid_from, source, fetched_at)
    values (${model}, 'input_text', 'token', 0.000001, '2026-01-01', 'the tests', now())`)
  const { body } = await call("POST", "/api/v1/costs/repricing/apply", { from: "2026-11-23", to: "2026-11-23", model })
  if (body.id !== 1) throw new Error(`nothing was repriced: ${JSON.stringify(body)}`)
}

/** The newest event that the catalog counted is given up, so that it can be tried again. */
async function parkOne({ kernel }: TestApp, book: string) {
  const { rows } = await kernel.db.execute<{ id: string; event_id: string }>(sql`
    update events.deliveries set state = 'parked', tries = 8, last_error = 'The catalog was being repaired.'
    where id = (
      select id from events.deliveries
      where subscriber = 'ebook-catalog.count-attempt-when-cost-calculated' and aggregate_id = ${book}
      order by sequence desc limit 1)
    returning id, event_id`)
  const [delivery] = rows
  if (!delivery) throw new Error("nothing was counted")
  return { EVENT_ID: delivery.event_id, DELIVERY_ID: String(delivery.id) }
}
