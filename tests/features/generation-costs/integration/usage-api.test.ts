import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { createShell } from "../../../../src/shared/web/shell.ts"
import { consumed, illustrated, requested } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
let app: ReturnType<typeof createShell>
beforeAll(async () => {
  ledger = await openLedger()
  app = createShell({
    log: ledger.log,
    staticFiles: { get: () => undefined, urlOf: (name) => name },
    simulated: true,
    authenticate: async () => ({ name: "test", via: "api-key" }),
    isReady: async () => true,
    metrics: async () => [],
    features: [ledger.feature],
  })
})
beforeEach(() => ledger.emptyLedger())
afterAll(() => ledger.close())

async function send(text: string) {
  const headers = { "content-type": "application/json" }
  const answer = await app.request("/api/v1/usage", { method: "POST", headers, body: text })
  const answered = await answer.text()
  return { status: answer.status, text: answered, body: JSON.parse(answered) }
}

const REPORT = {
  attemptId: "attempt-1",
  ebookId: "book-1",
  pages: [1],
  route: "images",
  model: "google/gemini-2.5-flash-image",
  occurredAt: "2026-06-01T12:00:00+02:00",
  outcome: "succeeded",
  imagesReturned: 1,
  usage: { prompt_tokens: 81, completion_tokens: 1290, cost: 0.0387243 },
}
const post = (told: object = {}) => send(JSON.stringify({ ...REPORT, ...told }))
const postUsage = (attemptId: string, usage: string) =>
  send(JSON.stringify({ ...REPORT, attemptId, usage: null }).replace('"usage":null', `"usage": ${usage}`))
const kept = async () =>
  (await ledger.rows("kept_pages")).map(({ page_number, attempt_id }) => [page_number, attempt_id])

describe("POST /usage", () => {
  it("answers 201 with the charge in the shape of GET /costs/attempts/{attemptId}", async () => {
    const { status, body, text } = await post()
    expect(status).toBe(201)
    expect(body).toMatchObject({
      attemptId: "attempt-1",
      generationId: "attempt-1",
      requestedModel: REPORT.model,
      purpose: "other",
      provider: null,
      occurredAt: "2026-06-01T10:00:00.000Z",
      amount: "0.0387243",
      source: "provider",
      computed: "0.0387243",
      variance: "0",
      simulated: false,
      lines: [{ meter: "input_text" }, { meter: "output_image", quantity: "1290" }],
    })
    expect(await (await app.request("/api/v1/costs/attempts/attempt-1")).text()).toBe(text)
  })

  it("answers 200 to the same again, in whatever way it is written, and says its cost once", async () => {
    await post()
    const again = { ...REPORT, occurredAt: "2026-06-01T10:00:00Z", purpose: null, provider: null, generationId: null }
    const text = JSON.stringify({ ...again, usage: "u" }).replace(
      '"u"',
      '{"cost":387243e-7, "completion_tokens":1290.0, "prompt_tokens":81}',
    )
    expect((await send(text)).status).toBe(200)
    expect(await ledger.said()).toHaveLength(1)
  })

  it("answers 409 to the same id with other content, records the conflict once and leaves the ledger alone", async () => {
    await post()
    for (const other of [{ usage: { cost: 9 } }, { usage: { cost: 9 } }, { model: "other/model" }, { pages: [2] }]) {
      const { status, body } = await post(other)
      expect([status, body.code]).toEqual([409, "usage-conflict"])
    }
    expect(await ledger.rows("conflicts")).toHaveLength(3)
    expect(await ledger.rows("charges")).toMatchObject([{ amount: "0.0387243" }])
  })

  it("books once what is sent many times at once", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post()))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201])
    expect(await ledger.rows("charges")).toHaveLength(1)
  })

  it("keeps the usage as it was sent, to the last digit and space", async () => {
    const usage = '{ "cost" : 0.1234567890123456789,\n "n": 1E+2, "text": "}\\u0000\\"usage\\":" }'
    const { status, body, text } = await postUsage("exact", usage)
    expect(status).toBe(201)
    expect(body).toMatchObject({ amount: "0.123456789012", reported: "0.1234567890123456789" })
    expect(text).toContain('"cost":0.1234567890123456789,"n":1E+2')
    expect(await ledger.rows("charges")).toMatchObject([{ usage }])
  })

  it.each(["1e9", "1e400", "-1e400", "1e99999", "1234567890123456789012345678901234567890", "1e-400", '"NaN"', "[[]]"])(
    "takes a cost of %s without falling over",
    async (cost) => {
      const { status, text } = await postUsage("absurd", `{"cost":${cost},"prompt_tokens":${cost}}`)
      expect(status).toBe(201)
      expect(text).toContain(`"usage":{"cost":${cost}`)
      expect((await app.request("/api/v1/costs")).status).toBe(200)
      expect((await postUsage("absurd", `{"cost":${cost},"prompt_tokens":${cost}}`)).status).toBe(200)
    },
  )

  it("takes an unknown outcome as unresolved, without a charge, until the answer is known", async () => {
    const lost = { outcome: "unknown", usage: null }
    const first = await post(lost)
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ outcome: "unknown", amount: null, source: null })
    expect((await post(lost)).status).toBe(200)
    expect((await post({ ...lost, pages: [2] })).status).toBe(409)
    expect(await ledger.rows("charges")).toEqual([])
    expect((await post()).status).toBe(201)
    expect((await post(lost)).status).toBe(200)
    expect(await ledger.rows("unresolved_attempts")).toMatchObject([{ resolved_at: expect.anything() }])
  })

  it("keeps the page of the latest picture of a book from elsewhere, in whatever order reports come", async () => {
    await post({ attemptId: "second", occurredAt: "2026-06-01T10:02:00Z" })
    await post({ attemptId: "first", occurredAt: "2026-06-01T10:01:00Z", pages: [1, 2] })
    await post({ attemptId: "refused", occurredAt: "2026-06-01T10:03:00Z", outcome: "refused" })
    await post({ attemptId: "third", occurredAt: "2026-06-01T10:03:00Z", pages: [2] })
    await post({ attemptId: "no book", ebookId: null })
    expect(await kept()).toEqual([
      [1, "second"],
      [2, "third"],
    ])
  })

  it("leaves to a book made here which picture its pages keep", async () => {
    await ledger.happen(requested({}), consumed({ attemptId: "ours" }), illustrated(1, "ours"))
    await post({ attemptId: "elsewhere", occurredAt: "2026-12-01T10:02:00Z" })
    expect(await kept()).toEqual([[1, "ours"]])
  })

  it.each([
    [{ attemptId: "" }, "attemptId takes text of 1 to 200 characters"],
    [{ attemptId: "x".repeat(201) }, "attemptId takes text of 1 to 200 characters"],
    [{ attemptId: "a\0b" }, "attemptId takes text of 1 to 200 characters, none of them U+0000"],
    [{ ebookId: "\ud800" }, "ebookId takes"],
    [{ model: undefined }, "model takes"],
    [{ route: "video" }, "route takes one of images, chat"],
    [{ outcome: "ok" }, "outcome takes one of succeeded,"],
    [{ occurredAt: "yesterday" }, "occurredAt takes an instant"],
    [{ occurredAt: "0000-01-01T00:00:00Z" }, "occurredAt takes an instant"],
    [{ occurredAt: "9999-12-31T23:59:59-14:00" }, "occurredAt takes an instant"],
    [{ pages: [1, 1] }, "pages takes up to 1000 page numbers"],
    [{ pages: [-1] }, "pages.0 takes"],
    [{ imagesReturned: 1.5 }, "imagesReturned takes a whole number"],
    [{ usage: undefined }, "usage takes the object that OpenRouter sent"],
    [{ usage: "text" }, "usage takes the object that OpenRouter sent"],
    [{ usage: [] }, "usage takes the object that OpenRouter sent"],
    [{ usage: { a: JSON.parse("[".repeat(60) + "]".repeat(60)) } }, "usage takes the object that OpenRouter sent"],
    [{ cost: 1 }, "cost is not known here"],
  ])("refuses %j in one sentence that names the field", async (wrong, sentence) => {
    const { status, body } = await post(wrong)
    expect([status, body.code]).toEqual([400, "invalid-request"])
    expect(body.detail).toContain(sentence)
    expect(body.errors).toHaveLength(1)
    expect(await ledger.rows("charges")).toEqual([])
  })

  it("refuses a body that is no object, or no JSON", async () => {
    for (const text of ["[]", "7", "null", '"x"', "{", ""]) {
      const { status, body } = await send(text)
      expect([status, body.code], text).toEqual([400, "invalid-request"])
    }
    expect((await send("[".repeat(400_000))).status).toBe(400)
    expect((await send(`${"[".repeat(400_000)}${"]".repeat(400_000)}`)).status).toBe(400)
  })
})
