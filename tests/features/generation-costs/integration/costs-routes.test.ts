import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Kernel, openKernel } from "../../../support/database.ts"
import { givenBook, givenCharge, givenHold, givenKept, givenLines, givenUnresolved } from "./given-ledger.ts"
import { readPage, shellOf } from "./reading.ts"

let kernel: Kernel
let empty: Kernel
const USAGE = '{"prompt_tokens":81,"cost":0.0387240,"upstream":{"cost":1e-7},"big":123456789012345678901}'

beforeAll(async () => {
  ;[kernel, empty] = await Promise.all([openKernel(), openKernel()])
  const { db } = kernel
  await givenBook(db, {
    ebookId: "dino",
    title: "Dino <Days>",
    themeId: "dinosaurs",
    simulated: false,
    requestedAt: "2026-11-01T00:00:00Z",
  })
  const atPage = { ebookId: "dino", generationId: "page 7", pages: [7] }
  await givenCharge(db, {
    ...atPage,
    attemptId: "first",
    occurredAt: "2026-11-10T12:00:00Z",
    amount: "0.038724",
    reported: "0.038724",
    computed: "0.0387243",
    usage: USAGE,
  })
  await givenLines(db, "first", [
    { meter: "input_text", quantity: "81", unitPrice: "0.0000003", amount: "0.0000243" },
    { meter: "output_image", quantity: "1290", unitPrice: "0.00003", amount: "0.0387" },
  ])
  await givenCharge(db, { ...atPage, attemptId: "second", occurredAt: "2026-11-10T12:01:00Z", amount: "12" })
  await givenKept(db, "dino", 7, "second")
  await givenCharge(db, { ebookId: "dino", attemptId: "unpriced", pages: [8], occurredAt: "2026-11-11T00:00:00Z" })
  await givenUnresolved(db, { ebookId: "dino", attemptId: "lost", pages: [20], occurredAt: "2026-11-12T00:00:00Z" })
  await givenHold(db, { ebookId: "dino", attemptId: "lost", amount: "0.0425967" })
  await givenHold(db, { ebookId: "dino", attemptId: "held", amount: "0.0774486" })
  await givenCharge(db, { ebookId: "order #12/a", attemptId: "a b/c?", amount: "1", pages: [1] })
  await givenCharge(db, { ebookId: "play", attemptId: "play-1", amount: "77", pages: [1], simulated: true })
})
afterAll(() => Promise.all([kernel.close(), empty.close()]))

async function get(path: string) {
  const answer = await shellOf(kernel, false).request(`/api/v1${path}`)
  const text = await answer.text()
  return { status: answer.status, type: answer.headers.get("content-type"), text, body: JSON.parse(text) }
}

const read = (path: string, { from = kernel, simulated = false } = {}) => readPage(path, from, simulated)

describe("GET /costs", () => {
  test("tells the whole in the public shape, and only real money", async () => {
    const { status, body } = await get("/costs")
    expect(status).toBe(200)
    expect(body).toEqual({
      total: {
        amount: "13.038724",
        currency: "USD",
        unpricedCount: 1,
        unresolvedCount: 1,
        heldAmount: "0.0774486",
        heldCount: 1,
        simulated: false,
      },
      generations: 4,
      attempts: 5,
      keptPages: 1,
      costPerKeptPage: "13.038724",
      waste: "0.038724",
      rows: [],
    })
  })

  test("tells simulated money apart", async () => {
    expect((await get("/costs?simulated=true")).body.total).toMatchObject({ amount: "77", simulated: true })
  })

  test("groups, and cuts the period in the reader's zone", async () => {
    const { body } = await get("/costs?groupBy=day&from=2026-11-10&to=2026-11-10&tz=Asia/Kolkata")
    expect(body.rows.map(({ key, total }: { key: string; total: { amount: string } }) => [key, total.amount])).toEqual([
      ["2026-11-10", "13.038724"],
    ])
  })

  test.each([
    ["groupBy=year", "groupBy takes one of day, month, model, ebook, theme, outcome, purpose."],
    ["simulated=yes", "simulated takes true or false."],
    ["from=2026-02-30", "from takes a date such as 2026-11-23 or an instant such as 2026-11-23T10:00:00Z."],
    ["to=0000-01-01", "to takes a date such as 2026-11-23 or an instant such as 2026-11-23T10:00:00Z."],
    ["to=2026-11-23T10:00:00", "to takes a date such as 2026-11-23 or an instant such as 2026-11-23T10:00:00Z."],
    [
      "from=2026-11-23T10:00:00%2B23:00",
      "from takes a date such as 2026-11-23 or an instant such as 2026-11-23T10:00:00Z.",
    ],
    ["from=2026-11-02&to=2026-11-01", "to takes a date or an instant that is not before from."],
    ["tz=Mars/Olympus", "tz takes an IANA time zone such as Europe/Paris."],
    ["tz=%2B05:30", "tz takes an IANA time zone such as Europe/Paris."],
    ["colour=red", "colour is not known here."],
  ])("refuses %s in one sentence that says what it takes", async (query, sentence) => {
    const { status, type, body } = await get(`/costs?${query}`)
    expect([status, type, body.detail]).toEqual([400, "application/problem+json", sentence])
  })

  test("takes every zone of this machine, its old names too", async () => {
    for (const zone of [...Intl.supportedValuesOf("timeZone"), "Asia/Calcutta", "US/Eastern", "utc", "Etc/GMT+3"]) {
      expect((await get(`/costs?from=2026-11-10&tz=${encodeURIComponent(zone)}`)).status, zone).toBe(200)
    }
  })
})

describe("GET /costs/attempts", () => {
  test("lists newest first, with page, pageSize and total, both kinds of money, each saying which it is", async () => {
    const { body } = await get("/costs/attempts?pageSize=2")
    expect(body).toMatchObject({ page: 1, pageSize: 2, total: 6 })
    expect(body.items.map(({ attemptId }: { attemptId: string }) => attemptId)).toEqual(["lost", "unpriced"])
    const all = (await get("/costs/attempts?ebookId=play")).body.items
    expect(all).toMatchObject([{ attemptId: "play-1", simulated: true }])
  })

  test.each([
    ["ebookId=dino", ["lost", "unpriced", "second", "first"]],
    ["outcome=unknown", ["lost"]],
    ["simulated=true", ["play-1"]],
    ["ebookId=dino&from=2026-11-11&to=2026-11-11", ["unpriced"]],
    ["ebookId=dino&to=2026-11-10T12:01:00Z", ["first"]],
    ["model=nobody/nothing", []],
  ])("filters by %s", async (query, ids) => {
    const { body } = await get(`/costs/attempts?${query}`)
    expect(body.items.map(({ attemptId }: { attemptId: string }) => attemptId)).toEqual(ids)
    expect(body.total).toBe(ids.length)
  })

  test.each([
    ["pageSize=201", "pageSize takes a whole number from 1 to 200."],
    ["page=0", "page takes a whole number from 1."],
    [
      "outcome=great",
      "outcome takes one of succeeded, no-usable-image, refused, failed-unbilled, failed-billed, cancelled, unknown.",
    ],
    ["ebookId=%00", "ebookId takes text of 1 to 200 characters, none of them U+0000."],
    ["ebookId=", "ebookId takes text of 1 to 200 characters."],
  ])("refuses %s in one sentence that says what it takes", async (query, sentence) => {
    const { status, body } = await get(`/costs/attempts?${query}`)
    expect([status, body.detail]).toEqual([400, sentence])
  })
})

describe("GET /costs/attempts/{attemptId}", () => {
  test("tells one attempt in the public shape, the provider's usage digit for digit", async () => {
    const { body, text } = await get("/costs/attempts/first")
    expect(text).toContain(`"usage":${USAGE}`)
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining(
        "attemptId generationId ebookId pages purpose route model requestedModel provider outcome occurredAt amount currency source reported computed variance simulated lines adjustments usage".split(
          " ",
        ),
      ),
    )
    expect(body).toMatchObject({ pages: [7], amount: "0.038724", source: "provider", variance: "-0.0000003" })
  })

  test("finds an id of any text, and answers 404 with a problem where there is none", async () => {
    expect((await get(`/costs/attempts/${encodeURIComponent("a b/c?")}`)).body.attemptId).toBe("a b/c?")
    const { status, type, body } = await get("/costs/attempts/nobody")
    expect([status, type, body.code]).toEqual([404, "application/problem+json", "not-found"])
    expect((await get("/costs/attempts/%00")).status).toBe(400)
  })
})

describe("GET /costs/ebooks/{id}", () => {
  test("tells the book's total, per page and per attempt", async () => {
    const { body } = await get("/costs/ebooks/dino")
    expect(body).toMatchObject({ ebookId: "dino", title: "Dino <Days>", attemptCount: 4, waste: "0.038724" })
    expect(body.total).toMatchObject({ amount: "12.038724", unpricedCount: 1, unresolvedCount: 1, heldCount: 1 })
    expect(body.pages).toEqual([
      {
        page: 7,
        amount: "12.038724",
        unpricedCount: 0,
        unresolvedCount: 0,
        attemptCount: 2,
        waste: "0.038724",
        keptAttemptId: "second",
      },
      { page: 8, amount: "0", unpricedCount: 1, unresolvedCount: 0, attemptCount: 1, waste: "0", keptAttemptId: null },
      { page: 20, amount: "0", unpricedCount: 0, unresolvedCount: 1, attemptCount: 1, waste: "0", keptAttemptId: null },
    ])
    expect(body.attempts).toHaveLength(4)
  })

  test("is told in simulated money for a simulated book, and 404 for one nobody knows", async () => {
    expect((await get("/costs/ebooks/play")).body.total).toMatchObject({ amount: "77", simulated: true })
    expect((await get("/costs/ebooks/nobody")).status).toBe(404)
  })
})

describe("the costs page", () => {
  test("opens with the sum to its last digit and says in words what it does not contain", async () => {
    const { words, markup } = await read("/dashboard/costs")
    expect(words).toContain("1 to 24 November $13.038724 + 1 unpriced + 1 unresolved + 1 held, $0.0774486")
    expect(words).toContain("Per kept page $13.0387 the sum over 1 kept page, covers included")
    expect(words).toContain("Waste $0.038724 0.3%, 1 attempt without a kept image")
    expect(words).toContain("Tokens 1,371 told by 1 of 4 charges")
    expect(markup).toContain(
      'href="/dashboard/costs/attempts?show=unresolved&amp;money=real&amp;from=2026-11-01&amp;to=2026-11-30&amp;tz=UTC"',
    )
  })

  test("leads from each book to its attempts, by its title or else by its id, and escapes both", async () => {
    const { markup, words } = await read("/dashboard/costs")
    expect(markup).toContain('href="/dashboard/costs/ebooks/order%20%2312%2Fa?money=real"')
    expect(words).toContain("order #12/a")
    expect(markup).toContain("Dino &lt;Days&gt;")
    expect(markup).not.toContain("<Days>")
  })

  test("shows real money where there is any, even without a key, and play money only when asked, marked as such", async () => {
    expect((await read("/dashboard/costs", { simulated: true })).words).toContain("1 to 24 November $13.038724")
    const play = await read("/dashboard/costs?money=simulated")
    expect(play.words).toContain("1 to 24 November, simulated $77.00")
    expect(play.words).toContain("every amount here is play money")
    expect(play.words).not.toContain("13.03")
  })

  test("is a clean press while nothing was sent", async () => {
    const { words } = await read("/dashboard/costs", { from: empty })
    expect(words).toContain("The press is clean.")
    expect(words).not.toContain("$0")
  })

  test("refuses a page number that is none", async () => {
    const { status, words } = await read("/dashboard/costs/ebooks?page=last")
    expect(status).toBe(400)
    expect(words).toContain("page takes a whole number from 1.")
  })
})

describe("the page of a book", () => {
  test("shows each page with every attempt at it and what became of them, and leads to the book", async () => {
    const { words, markup } = await read("/dashboard/costs/ebooks/dino")
    expect(words).toContain("Page 7 2 attempts $12.038724 Attempt 1 Replaced")
    expect(words).toContain("Page 8 Succeeded google/gemini-2.5-flash-image 11 Nov 2026, 00:00 unknown")
    expect(words).toContain("Page 20 Answer lost")
    expect(words).toContain("Sum $12.038724")
    expect(markup).toContain('href="/dashboard/ebooks/dino"')
  })

  test("of a book that was only reported shows its id and leads to no book", async () => {
    const { words, markup } = await read(`/dashboard/costs/ebooks/${encodeURIComponent("order #12/a")}`)
    expect(words).toContain("order #12/a Reported from elsewhere")
    expect(markup).not.toContain('href="/dashboard/ebooks/')
  })

  test.each(["nobody", "%00", "%E0%A4%A"])("of %s is a 404 for people", async (id) => {
    const { status, words } = await read(`/dashboard/costs/ebooks/${id}`)
    expect(status).toBe(404)
    expect(words).toContain("The ledger knows no book of this id.")
  })
})

describe("the page of an attempt", () => {
  test("sets reported, computed and variance side by side, with a true minus, and says which counts", async () => {
    const { words } = await read("/dashboard/costs/attempts/first")
    expect(words).toContain(
      "Attempt 1 at page 7 Succeeded, then replaced by another attempt at page 7: counted as waste.",
    )
    expect(words).toContain(
      "Reported by the provider, counts $0.038724 \u2212 Computed from prices $0.0387243 = Variance \u2212$0.0000003",
    )
    expect(words).toContain("Prompt text input_text 81 tokens $0.0000003 $0.0000243 no. 118")
    expect(words).toContain("Computed $0.0387243")
    expect(words).toContain("&quot;cost&quot;: 0.0387240")
  })

  test("whose answer was lost says what stays held and shows no zero", async () => {
    const { words } = await read("/dashboard/costs/attempts/lost")
    expect(words).toContain("Sent, but the answer was lost: it may have been charged. $0.0425967 stays held.")
    expect(words).toContain("Reported by the provider unknown \u2212 Computed from prices unknown = Variance unknown")
    expect(words).not.toContain("$0.00 ")
  })
})

describe("the lists that the words lead to", () => {
  test.each([
    ["unpriced", "Unpriced attempts", "Dino &lt;Days&gt;, page 8"],
    ["unresolved", "Unresolved attempts", "Dino &lt;Days&gt;, page 20"],
    ["held", "Money held", "$0.0774486"],
    ["wasted", "Waste", "Dino &lt;Days&gt;, page 7"],
    ["without-book", "Attempts without a book", "Every attempt belongs to a book."],
  ])("%s shows what was counted", async (show, title, line) => {
    const { words } = await read(`/dashboard/costs/attempts?show=${show}`)
    expect(words).toContain(title)
    expect(words).toContain(line)
  })
})
