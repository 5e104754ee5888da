import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { NEW_BOOK } from "../../../support/app.ts"
import { entries, type History, headlines, linkOf, openHistory, words } from "../history.ts"

let history: History
let id: string
/** The book's events as the page tells them, oldest first. */
let flow: string[]
beforeAll(async () => {
  history = await openHistory()
  id = (await history.call("POST", "/api/v1/ebooks", NEW_BOOK)).body.id
  history.draw()
  await history.untilEbookIs(id, "draft")
  await history.untilHandled()
  const pages: string[] = []
  for (let path: string | undefined = `/dashboard/events?book=${id}`; path; ) {
    const { text } = await history.get(path)
    pages.push(...entries(text))
    path = /rel="next" href="([^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&")
  }
  flow = pages.reverse()
})
afterAll(() => history.close())

const find = (pattern: RegExp) => flow.findIndex((entry) => pattern.test(entry))

describe("whoever has never seen the code follows a book from this page alone", () => {
  it("from the order to the finished book: what came after what", () => {
    const steps = [
      /A book was asked for: 24 pages, Mandalas, 3 to 5/,
      /Drawing was begun/,
      /Tokens were consumed: \d+ in, [\d,]+ image/,
      /Page 24 was drawn/,
      /The back cover was composed/,
      /The book was finished: 2[5-9] attempts, \$1\.\d+ reported/,
      /The book’s cost was added up: \$1\.\d+ for 2[5-9] attempts, simulated/,
    ].map(find)
    expect(steps).not.toContain(-1)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    for (let page = 1; page <= 24; page++) expect(find(new RegExp(`Page ${page} was drawn`))).toBeGreaterThan(-1)
  })

  it("because of what each cost was calculated, by name and number", () => {
    const costs = flow.filter((entry) => entry.includes("Cost was calculated"))
    expect(costs.length).toBeGreaterThanOrEqual(25)
    for (const entry of costs) {
      expect(entry).toMatch(
        /Cost was calculated: \$0\.\d+, simulated (page \d+|the cover), its attempt Because of Tokens were consumed: \d+ in/,
      )
    }
    expect(flow.at(-1)).toMatch(
      /cost was added up.* Because of (The book was finished|Cost was calculated|Tokens were consumed)/,
    )
  })

  it("and who heard each step, and how long it took", () => {
    const drawn = flow[find(/Page 7 was drawn/)] ?? ""
    expect(drawn).toMatch(/costs: keep page handled in \d+ ms/)
    expect(drawn).toMatch(/catalog: show page handled in \d+ ms/)
    expect(drawn).toContain("ebook-generation.page-illustrated")
    for (const entry of flow) expect(entry).not.toMatch(/on its way|Parked/)
  })

  it("one step in full: its attempt, what followed, and the provider's own words without a character changed", async () => {
    const { text } = await history.get(`/dashboard/events?book=${id}&type=ebook-generation.tokens-consumed`)
    const [headline = ""] = headlines(text)
    const event = await history.get(linkOf(text, headline))
    const read = words(event.text)
    expect(read).toContain(`Events / Quiet Circles ${headline} An attempt's answer arrived`)
    expect(read).toMatch(/What followed from it \d\d:\d\d:\d\d\.\d{3} Cost was calculated: \$0\.\d+, simulated/)
    expect(read).toMatch(/costs: record usage: handled in \d+ ms/)
    expect(read).toMatch(/number 1 of [0-9a-f-]{36}/)
    const [stored] = await history.rowsOf(
      sql`select payload from events.events where id = ${linkOf(text, headline).split("/").at(-1)}`,
    )
    expect(read).toContain(`usage, exactly as it came ${stored.payload.usage.replaceAll(/ ([,.:])/g, "$1")}`)
    const attempt = /href="(\/dashboard\/costs\/attempts\/[^"]*)"/.exec(event.text)?.[1] ?? ""
    expect((await history.get(attempt)).status).toBe(200)
  })

  it("from the consequence back to its cause", async () => {
    const { text } = await history.get(`/dashboard/events?book=${id}&type=generation-costs.cost-calculated`)
    const cost = headlines(text).find((headline) => headline.startsWith("Cost was")) ?? ""
    const { text: page } = await history.get(linkOf(text, cost))
    expect(words(page)).toMatch(
      /Because of Tokens were consumed: \d+ in, [\d,]+ image Book Quiet Circles, all its events/,
    )
  })
})
