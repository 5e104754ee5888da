import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ReconciliationDifferenceFound } from "../../../../src/features/generation-costs/events.ts"
import { book } from "../../ebook-catalog/events.ts"
import { entries, type History, headlines, linkOf, openHistory, words } from "../history.ts"

let history: History
const dino = book("dino", true)
const sea = book("sea", true)
const AT = new Date("2026-11-22T09:00:00.007Z")
beforeAll(async () => {
  history = await openHistory()
})
afterAll(() => history.close())

const list = async (query: string) => (await history.get(`/dashboard/events${query}`)).text
const tabs = (markup: string) => words(/<nav class="tabs"[\s\S]*?<\/nav>/.exec(markup)?.[0] ?? "")

describe("before anything has happened", () => {
  it("the list says so, and what will stand here", async () => {
    expect(words(await list(""))).toContain("Nothing has happened yet. As soon as somebody asks for a book")
  })

  it("a filter that lets nothing through says that, and the way to everything", async () => {
    const text = await list("?state=parked&type=ebook-generation.page-failed")
    expect(words(text)).toContain("Nothing is parked. Show everything")
    expect(text).toContain('value="ebook-generation.page-failed" selected')
  })
})

describe("the list", () => {
  it("shows the newest first under its day, with the millisecond, the book, the page and the stored name", async () => {
    await history.happen(dino.requested({}, AT), sea.requested({ title: "Sea & Shore" }, AT), dino.drawn(0, AT))
    const text = await list("")
    expect(headlines(text)).toEqual([
      "The cover was drawn",
      "A book was asked for: 24 pages, Dinosaurs, 3 to 5",
      "A book was asked for: 24 pages, Dinosaurs, 3 to 5",
    ])
    expect(entries(text)[0]).toMatch(
      /^09:00:00\.007 The cover was drawn Dino Days, the cover ebook-generation\.page-illustrated/,
    )
    expect(words(text)).toMatch(/(Today, )?Sunday 22 November/)
    expect(text).toContain("Sea &amp; Shore")
  })

  it("is narrowed down by book and by what happened, keeps both in every link, and counts what is left", async () => {
    const text = await list("?book=dino&type=ebook-generation.page-illustrated")
    expect(headlines(text)).toEqual(["The cover was drawn"])
    expect(tabs(text)).toBe("All 1 On its way 0 Retried 0 Parked 0")
    expect(text).toContain(
      'href="/dashboard/events?state=parked&amp;type=ebook-generation.page-illustrated&amp;book=dino"',
    )
    expect(words(text)).toContain("Everything that happened to “Dino Days”, newest first.")
  })

  it("calls a book by its newest title, and one that nobody asked for here by its id", async () => {
    await history.happen(dino.renamed("Dino Nights", null), book("order-1187", false).charged("0.04"))
    const [first, second] = entries(await list(""))
    expect(first).toContain("Cost was calculated: $0.04 order-1187, page 1, its attempt")
    expect(second).toContain("The book was renamed “Dino Nights” Dino Nights")
    expect(words(await list("?book=order-1187"))).toContain("Everything that happened to “order-1187”")
  })

  it("turns its pages by the last event shown, so that new ones move nothing", async () => {
    const differing = { ebookId: "sea", attempts: 1, ledgerTotal: "0.04", reportedTotal: "0.05" }
    await history.happen(...Array.from({ length: 60 }, () => ReconciliationDifferenceFound.of(differing, AT)))
    const first = await list("?book=sea")
    const older = /rel="next" href="([^"]*)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? ""
    await history.happen(sea.begun())
    const { text: second } = await history.get(older)
    expect([headlines(first).length, headlines(second).length]).toEqual([50, 11])
    expect(headlines(second).at(-1)).toBe("A book was asked for: 24 pages, Dinosaurs, 3 to 5")
    expect(words(second)).toContain("Newest")
    expect(first).toContain('hx-sse:connect="/dashboard/events/live?book=sea"')
    expect(second).not.toContain("hx-sse:connect")
  })

  it("falls back where an address is not understood, and refuses an event that is none", async () => {
    expect((await history.get("/dashboard/events?before=7&state=odd")).status).toBe(200)
    for (const id of ["7", "%00", "019ab1f0-3c62-7d41-9a54-0c6f6f0e0001"]) {
      const { status, text } = await history.get(`/dashboard/events/${id}`)
      expect([status, words(text).includes("There is no such event.")]).toEqual([404, true])
    }
  })
})

describe("more books than a list can hold", () => {
  it("are asked for by title, without regard to case; the newest of that name is meant, unless one was chosen", async () => {
    await history.kernel.db.execute(sql`
      insert into event_history.ebooks (id, title) select 'x' || n, 'Book ' || n from generate_series(1, 120) n`)
    await history.happen(
      book("twin-1", true).requested({ title: "Twins" }),
      book("twin-2", true).requested({ title: "Twins" }),
    )
    expect(await list("")).toMatch(/<datalist id="titles"><option value="/)
    const asked = async (query: string) => (await history.request(`/dashboard/events?${query}`)).headers.get("location")
    expect(await asked("title=tWINS&type=a.b")).toBe("/dashboard/events?type=a.b&book=twin-2")
    expect(await asked("title=Twins&book=twin-1")).toBe("/dashboard/events?book=twin-1")
    expect(await asked("title=&book=twin-1")).toBe("/dashboard/events")
    expect(words(await list("?unknown=Nobody"))).toContain("No book is called “Nobody”.")
    expect(await asked("title=Nobody")).toBe("/dashboard/events?unknown=Nobody")
  })
})

describe("a long history", () => {
  it("is counted up to 100,000 events, and told as about so many beyond", async () => {
    await history.kernel.db.execute(sql`
      insert into events.events (id, name, aggregate_id, sequence, correlation, payload, occurred_at)
      select gen_random_uuid(), 'elsewhere.grain-fell', 'heap', n, '{}', '{}', now() from generate_series(1, 100001) n`)
    await history.kernel.db.execute(sql`analyze events.events`)
    expect(tabs(await list(""))).toMatch(/^All about 100,000 On its way 0 /)
    expect((await history.call("GET", "/api/v1/events?pageSize=1")).body.total).toBeGreaterThan(100_000)
  }, 60_000)
})

describe("the archive", () => {
  it("is counted by month, and read for one book and for one event, with its deliveries", async () => {
    await history.kernel.db.execute(sql`
      with moved as (delete from events.events where correlation ->> 'ebookId' = 'dino' returning *)
      insert into events.archived_events
      select moved.*, date '2026-08-01', (
        select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'subscriber', d.subscriber, 'state', d.state, 'tries', d.tries,
          'nextAt', d.next_at, 'handledAt', d.handled_at, 'durationMs', d.duration_ms, 'lastError', d.last_error)), '[]')
        from events.deliveries d where d.event_id = moved.id) from moved`)
    await history.kernel.db.execute(sql`
      delete from events.deliveries d where not exists (select from events.events e where e.id = d.event_id)`)
    await history.kernel.db.execute(sql`insert into events.archived_months (month, events) values ('2026-08-01', 3)`)
    const all = await list("")
    expect(words(all)).toContain("3 events of older months in the archive")
    expect(words(all)).toContain("August 2026: 3 events")
    expect(words(await list("?type=ebook-generation.ebook-renamed"))).toContain("No event is like that.")
    const ofDino = await list("?book=dino")
    expect(headlines(ofDino)).toContain("The cover was drawn")
    expect(entries(ofDino)[1]).toMatch(/costs: keep page handled in \d+ ms/)
    const { status, text } = await history.get(linkOf(ofDino, "The cover was drawn"))
    expect([status, /catalog: show page: handled in \d+ ms/.test(words(text))]).toEqual([200, true])
  })
})
