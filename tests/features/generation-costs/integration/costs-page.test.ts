import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { decimal, sum, toText } from "../../../../src/shared/money.ts"
import { type Kernel, openKernel } from "../../../support/database.ts"
import { givenBook, givenCharge, givenHold, givenKept, givenUnresolved } from "./given-ledger.ts"
import { readPage, shellOf } from "./reading.ts"

let kernel: Kernel
const read = (path: string) => readPage(path, kernel)

/** Twelve books over six weeks, in which clocks go back: of everything that a page of sums tells apart, something. */
beforeAll(async () => {
  kernel = await openKernel()
  const { db } = kernel
  const outcomes = ["succeeded", "succeeded", "succeeded", "refused", "no-usable-image", "failed-billed", "cancelled"]
  for (let book = 1; book <= 12; book++) {
    const ebookId = `book-${book}`
    const themeId = `theme-${book % 11}`
    await givenBook(db, {
      ebookId,
      title: `Book ${book}`,
      themeId,
      simulated: false,
      requestedAt: "2026-10-01T00:00:00Z",
    })
    for (let page = 1; page <= 7; page++) {
      const occurredAt = new Date(Date.UTC(2026, 9, 10 + book * 3, page * 4 - 5, 59, 59)).toISOString()
      const [attemptId, outcome] = [`${ebookId}-${page}`, outcomes[(book + page) % outcomes.length] ?? "succeeded"]
      const model = `maker/model-${(book * page) % 11}`
      const purpose = page === 1 ? "cover" : page === 2 ? "my own word & more" : "page"
      const amount = page === 4 ? null : `0.0${book}00${page}7`
      await givenCharge(db, { attemptId, ebookId, pages: [page], outcome, model, purpose, amount, occurredAt })
      if (outcome === "succeeded" && page !== 3) await givenKept(db, ebookId, page, attemptId)
      if (outcome === "succeeded" && page === 3) await givenKept(db, ebookId, page, "another")
    }
  }
  await givenUnresolved(db, { attemptId: "lost", ebookId: "book-3", pages: [9], occurredAt: "2026-10-25T00:30:00Z" })
  await givenHold(db, { attemptId: "held", ebookId: "book-3", amount: "0.05", occurredAt: "2026-10-25T22:45:00Z" })
  await givenHold(db, {
    attemptId: "held-later",
    ebookId: "book-3",
    amount: "0.01",
    occurredAt: "2026-11-20T12:00:00Z",
  })
  await givenCharge(db, { attemptId: "pageless", amount: "1.5", occurredAt: "2026-10-30T10:00:00Z" })
  await givenCharge(db, { attemptId: "play", amount: "99", occurredAt: "2026-10-30T10:00:00Z", simulated: true })
})
afterAll(() => kernel.close())

async function costs(query: string) {
  const answer = await shellOf(kernel, false).request(`/api/v1/costs?${query}`)
  return answer.json()
}

const text = (markup: string) =>
  markup
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim()
const number = (words: string) => decimal(words.replaceAll(/[$,]/g, "").replace("\u2212", "-"))
const add = (amounts: readonly string[]) => toText(sum(amounts.map(number)))

/** The last figures of a table's lines, and of its foot. */
function amountsOf(table: string) {
  const last = (part: string) =>
    [...part.matchAll(/<tr>[\s\S]*?<\/tr>/g)].map(([row]) =>
      text(
        row
          .split("<td")
          .at(-1)
          ?.replace(/^[^>]*>/, "") ?? "",
      ),
    )
  const [body = "", foot = ""] = table.split("<tfoot>")
  return { lines: last(body.slice(body.indexOf("<tbody>"))), foot: last(foot)[0] ?? "" }
}
const tablesOf = (main: string) =>
  [...main.matchAll(/<caption[^>]*>([^<]*)<\/caption>([\s\S]*?)<\/table>/g)].map(([, title = "", table = ""]) => ({
    title,
    ...amountsOf(table),
  }))

const PERIODS = [
  "from=2026-10-14&to=2026-11-12&tz=Europe%2FParis",
  "from=2026-10-25&to=2026-10-25&tz=Europe%2FParis",
  "from=2026-10-20&to=2026-11-02&tz=Asia%2FKolkata",
  "from=2026-10-25T12%3A34%3A56Z&to=2026-11-01&tz=America%2FNew_York",
  "period=everything&tz=Asia%2FKathmandu",
]

describe.each(PERIODS)("the costs of %s", (query) => {
  const asApi = query.replace("period=everything&", "")

  test("are those of GET /costs, and so is the sum of every table", async () => {
    const { total, waste, attempts } = await costs(asApi)
    const { main, words } = await read(`/dashboard/costs?${query}`)
    const tables = tablesOf(main).filter(({ title }) => title !== "Proof")
    expect(tables.length).toBeGreaterThanOrEqual(7)
    for (const { title, lines, foot } of tables) {
      const expected = title === "Why it was wasted" ? waste : total.amount
      expect([title, add(lines), add([foot])]).toEqual([title, expected, expected])
    }
    expect(words).toContain(`Attempts ${attempts} `)
  })

  test("are told by day as GET /costs tells them", async () => {
    const { rows } = await costs(`${asApi}&groupBy=day`)
    const { main } = await read(`/dashboard/costs?${query}`)
    const days = tablesOf(main).find(({ title }) => title === "By day")
    const sent = rows.filter((row: { attempts: number }) => row.attempts > 0)
    expect(days?.lines.map((line) => add([line]))).toEqual(
      sent.map((row: { total: { amount: string } }) => row.total.amount),
    )
  })

  test("have behind every number that leads somewhere a list of as many attempts, or of that sum", async () => {
    const { main } = await read(`/dashboard/costs?${query}&all=model`)
    const links = [...main.matchAll(/<a href="(\/dashboard\/costs\/attempts\?[^"]*)"([^>]*)>([\s\S]*?)<\/a>/g)]
    let walked = 0
    for (const [, href = "", attributes = "", inside = ""] of links) {
      const said = /aria-label="([^"]*)"/.exec(attributes)?.[1] ?? text(inside)
      const count = /^([\d,]+)( (unpriced|unresolved|held|attempts?)\b.*)?$/.exec(said)?.[1]
      const amount = /^(?:.*: )?(\$[\d,]+\.\d+)/.exec(said)?.[1]
      if (count === undefined && amount === undefined) continue
      walked++
      const list = await read(href.replaceAll("&amp;", "&"))
      const told = /<p class="muted">([\d,]+) attempts?<\/p>(?:\s*<p class="sum[^>]*>([\s\S]*?)<\/p>)?/.exec(list.main)
      const lines = tablesOf(list.main)[0]?.lines ?? []
      expect([said, href, lines.length]).toEqual([said, href, Math.min(50, Number(told?.[1] ?? 0))])
      if (count !== undefined) expect([said, href, told?.[1]]).toEqual([said, href, count])
      if (count === undefined) expect([said, href, text(told?.[2] ?? "")]).toEqual([said, href, amount])
    }
    expect(walked).toBeGreaterThan(15)
  })
})

describe("a long cut", () => {
  test("shows the dearest eight, the sum of the others, and on demand all of them", async () => {
    const { words, main } = await read("/dashboard/costs?period=everything")
    expect(words).toMatch(/ 4 others /)
    expect(main).toContain('href="/dashboard/costs?money=real&amp;period=everything&amp;tz=UTC&amp;all=model#model"')
    const { words: whole } = await read("/dashboard/costs?period=everything&all=model")
    for (let nth = 0; nth < 11; nth++) expect(whole).toContain(`maker/model-${nth} `)
  })

  test("of books shows the newest ten, the sum of the others, and leads to all of them", async () => {
    const { words, main } = await read("/dashboard/costs?period=everything")
    expect(words).not.toContain("Book 2 ")
    expect(words).toContain("All other books")
    const href = /href="(\/dashboard\/costs\/ebooks\?[^"]*)"/.exec(main)?.[1]?.replaceAll("&amp;", "&") ?? ""
    const all = await read(href)
    expect(all.words).toContain("12 books")
    for (let nth = 1; nth <= 12; nth++) expect(all.words).toContain(`Book ${nth} `)
    const [table] = tablesOf(all.main)
    expect([add(table?.lines ?? []), add([table?.foot ?? ""])]).toEqual(Array(2).fill((await costs("")).total.amount))
  })
})

describe("the costs of a book", () => {
  test("tell why what was wasted was wasted, and sum to its waste", async () => {
    const answer = await shellOf(kernel, false).request("/api/v1/costs/ebooks/book-3")
    const { waste } = await answer.json()
    const { main } = await read("/dashboard/costs/ebooks/book-3")
    const reasons = tablesOf(main).find(({ title }) => title === "Why it was wasted")
    expect([add(reasons?.lines ?? []), add([reasons?.foot ?? ""])]).toEqual([waste, waste])
    const [, href = "", count] = /<a href="([^"]*wasteReason=[^"]*)">(\d+)<\/a>/.exec(main) ?? []
    expect((await read(href.replaceAll("&amp;", "&"))).words).toContain(`Book 3 Remove the filter Book`)
    expect((await read(href.replaceAll("&amp;", "&"))).words).toContain(`${count} attempt`)
  })
})

describe("a bar of the chart", () => {
  test("leads to its day, says what it cost and what of it was waste, and stands out as a picture of the table", async () => {
    const { main } = await read("/dashboard/costs?from=2026-10-14&to=2026-11-12&tz=Europe/Paris")
    const chart = main.slice(
      main.indexOf('<svg class="chart"'),
      main.indexOf("</svg>", main.indexOf('<svg class="chart"')),
    )
    expect(chart).toContain('role="group" aria-labelledby="chart-title chart-words"')
    expect(chart).toContain('<title id="chart-title">Spent per day, 14 October to 12 November</title>')
    expect(chart).toMatch(
      /<desc id="chart-words">Highest: 30 October with \$1.5[^<]*Nothing was sent where there is no bar/,
    )
    expect(chart).toMatch(/aria-label="16 October: \$0.100205, of it \$0.060081 waste"/)
    expect(chart).not.toMatch(/viewBox|style=/)
    const days = tablesOf(main).find(({ title }) => title === "By day")
    expect(chart.match(/<a /g)).toHaveLength(days?.lines.length ?? 0)
  })

  test("at the edge keeps its words within the chart", async () => {
    const { main } = await read("/dashboard/costs?from=2026-10-30&to=2026-11-12")
    expect(main).toMatch(/<text class="peak first" x="0" y="[\d.]+">\$1.5/)
    expect((await read("/dashboard/costs?from=2026-10-20&to=2026-10-30")).main).toMatch(
      /<text class="peak last" x="100%"/,
    )
  })

  test("is not drawn where nothing has a price, and a sentence says so", async () => {
    const { main, words } = await read("/dashboard/costs?from=2026-10-13T11:00:00Z&to=2026-10-13T12:30:00Z")
    expect(main).not.toContain('<svg class="chart"')
    expect(words).toContain("$0.00 + 1 unpriced")
    expect(words).toContain("Nothing that was sent has a known price above 0, so there is nothing to draw.")
  })
})

describe("the period that is asked for", () => {
  test("is this month where none is, and says so in the days that were", async () => {
    expect((await read("/dashboard/costs")).words).toContain("1 to 24 November $")
  })

  test.each([
    ["period=last-month", "October"],
    ["period=last-7-days", "18 to 24 November $0.00 + 1 held, $0.01 "],
    ["period=last-7-days", "No answer is counted yet; 1 call is under way."],
    ["from=2026-11-21", "Nothing was sent: 21 to 24 November."],
    ["period=this-year", "1 January to 24 November"],
    ["from=2026-10-25&to=2026-10-25", "25 October $"],
    ["from=2025-12-30&to=2026-01-02", "Nothing was sent: 30 December 2025 to 2 January 2026."],
    ["period=everything", "12 October to 24 November"],
  ])("%s reads %s", async (query, words) => {
    expect((await read(`/dashboard/costs?${query}`)).words).toContain(words)
  })

  test.each([
    ["tz=Mars%2FOlympus", "“Mars/Olympus” is no time zone. Take an IANA name such as Europe/Paris."],
    ["tz=other&zone=", "“” is no time zone. Take an IANA name such as Europe/Paris."],
    ["period=yesterday", "“yesterday” is no period."],
    ["from=2026-02-30", "“2026-02-30” is no date. A period takes dates such as 2026-11-23."],
    ["from=2026-11-02&to=2026-11-01", "The period ends before it begins."],
  ])(
    "%s is refused in a sentence beside the form, which stays usable, and this month is shown",
    async (query, sentence) => {
      const { status, words, main } = await read(`/dashboard/costs?${query}`)
      expect(status).toBe(400)
      expect(words).toContain(sentence)
      expect(words).toContain("1 to 24 November")
      expect(main).toContain('<select class="select" id="period"')
    },
  )

  test("keeps the reader's zone for the next page, until another is asked for", async () => {
    const shell = shellOf(kernel, false)
    const first = await shell.request("/dashboard/costs?tz=other&zone=Asia/Kathmandu")
    const cookie = first.headers.get("set-cookie") ?? ""
    expect(cookie).toMatch(/^colophon_zone=Asia%2FKathmandu; .*Path=\/; HttpOnly; SameSite=Lax/)
    const next = await shell.request("/dashboard/costs", { headers: { cookie: cookie.split(";")[0] ?? "" } })
    expect(await next.text()).toMatch(/value="Asia\/Kathmandu" ?selected/)
    const broken = await shell.request("/dashboard/costs", { headers: { cookie: "colophon_zone=Mars" } })
    expect([broken.status, (await broken.text()).includes('value="UTC" selected')]).toEqual([200, true])
  })

  test("of ten thousand years is answered like any other, from the year 1 on", async () => {
    const { status } = await read("/dashboard/costs?from=0001-01-01&to=9999-12-31&tz=Asia/Kolkata")
    expect(status).toBe(200)
  })
})

describe("the list that a number leads to", () => {
  test("names what it is narrowed to, and leads to the list without it", async () => {
    const query = "money=real&from=2026-10-14&to=2026-11-12&tz=Europe/Paris&model=maker/model-1&wasteReason=refused"
    const { words, main } = await read(`/dashboard/costs/attempts?show=all&${query}`)
    expect(words).toContain(
      "Model maker/model-1 Remove the filter Model Reason Refused by the model Remove the filter Reason",
    )
    expect(words).toContain("Sent 14 October to 12 November, days of Europe/Paris")
    expect(main).toContain('&amp;tz=Europe%2FParis&amp;model=maker%2Fmodel-1">Remove')
    expect((await read("/dashboard/costs/attempts?tz=Europe/Paris")).words).toContain("Sent, Europe/Paris Amount")
  })

  test.each([
    [
      "wasteReason=boredom",
      "wasteReason takes one of refused, no-image, failed, cancelled, replaced, discarded, lost.",
    ],
    ["tz=Mars", "tz takes an IANA time zone such as Europe/Paris."],
    ["from=2026-11-02&to=2026-11-01", "to takes a date or an instant that is not before from."],
  ])("refuses %s in one sentence that says what it takes", async (query, sentence) => {
    const { status, words } = await read(`/dashboard/costs/attempts?${query}`)
    expect(status).toBe(400)
    expect(words).toContain(sentence)
  })

  test.each(["unpriced", "unresolved"])("of %s counts them, and pretends no sum of what nobody knows", async (show) => {
    const { main } = await read(`/dashboard/costs/attempts?show=${show}`)
    expect(main).toMatch(/<p class="muted">\d+ attempts?<\/p>/)
    expect(main).not.toContain('<p class="sum')
  })

  test("tells an answer that was lost from one that was resolved by hand since", async () => {
    const { db } = kernel
    await givenUnresolved(db, { attemptId: "play-lost", simulated: true, occurredAt: "2026-10-30T11:00:00Z" })
    expect((await read("/dashboard/costs/attempts?money=simulated")).words).toContain("Answer lost")
    await db.execute(sql`insert into generation_costs.adjustments
      (attempt_id, kind, amount, amount_after, reason, author, recorded_at)
      values ('play-lost', 'resolution', 0.04, 0.04, 'The invoice has it.', 'Mara Lind', now())`)
    const { words } = await read("/dashboard/costs/attempts?money=simulated")
    expect(words).toContain("Resolved by hand")
    expect(words).not.toContain("Answer lost")
  })

  test("that nothing fits says so", async () => {
    expect((await read("/dashboard/costs/attempts?model=nobody/nothing")).words).toContain("There is no such attempt.")
  })
})
