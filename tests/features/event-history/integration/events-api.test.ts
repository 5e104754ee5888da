import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { book } from "../../ebook-catalog/events.ts"
import { type History, openHistory } from "../history.ts"

const NAMING = "event-history.name-ebook-when-requested-or-renamed"
let history: History
const dino = book("dino", true)
const requested = dino.requested({})
const charged = dino.charged("0.0387264", { attemptId: "attempt-1" })
const drawn = dino.drawn(3)
beforeAll(async () => {
  history = await openHistory()
  await history.happen(requested, charged, drawn, book("sea", true).requested({ title: "Sea" }))
})
afterAll(() => history.close())

const list = async (query: string) => (await history.call("GET", `/api/v1/events${query}`)).body
const idsOf = async (query: string) => (await list(query)).items.map(({ id }: { id: string }) => id)

describe("GET /events", () => {
  it("tells each event as it was said, with the state of each delivery", async () => {
    const { items, total } = await list("?type=generation-costs.cost-calculated")
    expect(total).toBe(1)
    const [event] = items
    expect(event).toMatchObject({
      id: charged.id,
      type: "generation-costs.cost-calculated",
      aggregateId: "dino",
      sequence: 2,
      correlation: { ebookId: "dino", attemptId: "attempt-1" },
      causedBy: null,
      occurredAt: charged.occurredAt.toISOString(),
      payload: charged.payload,
    })
    const catalog = event.deliveries.find((one: any) => one.subscriber.startsWith("ebook-catalog."))
    expect(catalog).toMatchObject({ state: "handled", tries: 1, nextAt: null, error: null })
    expect(catalog.durationMs).toBeGreaterThanOrEqual(0)
    expect(Date.parse(catalog.handledAt)).toBeGreaterThan(0)
  })

  it("is newest first, in pages, and narrowed down by type, aggregate and book", async () => {
    const all = await idsOf("")
    expect(all).toEqual(all.toSorted().toReversed())
    expect(await idsOf("?aggregateId=dino")).toEqual([drawn.id, charged.id, requested.id])
    expect(await idsOf("?ebookId=dino&pageSize=1&page=2")).toEqual([charged.id])
    expect(await list("?ebookId=dino&pageSize=1&page=9")).toMatchObject({ items: [], total: 3, page: 9 })
    expect(await idsOf("?type=nothing.like-it")).toEqual([])
  })

  it("tells only what was said after an event, or from an instant on", async () => {
    expect(await idsOf(`?ebookId=dino&after=${requested.id}`)).toEqual([drawn.id, charged.id])
    const [before, later] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)].map((at) => at.toISOString())
    expect(await idsOf(`?ebookId=dino&after=${before}`)).toHaveLength(3)
    expect(await idsOf(`?ebookId=dino&after=${later}`)).toEqual([])
  })

  it.each([
    ["after=yesterday", "after takes the id of an event or an instant such as 2026-11-23T10:00:00Z."],
    ["state=lost", "state takes one of pending, retried, parked."],
    ["pageSize=201", "pageSize takes a whole number from 1 to 200."],
    ["subscriber=x", "subscriber is not known here."],
  ])("refuses %s in one sentence", async (query, sentence) => {
    const { status, body } = await history.call("GET", `/api/v1/events?${query}`)
    expect([status, body.code, body.detail]).toEqual([400, "invalid-request", sentence])
  })
})

describe("GET /events/{id}", () => {
  it("tells the same of one", async () => {
    const [same] = (await list("?type=ebook-generation.page-illustrated")).items
    expect((await history.call("GET", `/api/v1/events/${drawn.id}`)).body).toEqual(same)
  })

  it("knows no other", async () => {
    const { status, body } = await history.call("GET", "/api/v1/events/019ab1f0-3c62-7d41-9a54-0c6f6f0e0001")
    expect([status, body.code]).toEqual([404, "event-not-found"])
  })
})

describe("POST /events/deliveries/{id}/retry", () => {
  it("has a parked one tried again and answers how it went; a handled one is refused", async () => {
    const id = await history.park(requested.id, NAMING)
    expect(await idsOf("?state=parked")).toEqual([requested.id])
    const retry = () => history.call("POST", `/api/v1/events/deliveries/${id}/retry`)
    expect((await retry()).body).toMatchObject({
      ...{ id, eventId: requested.id, subscriber: NAMING, state: "parked", tries: 1, handledAt: null },
      error: expect.stringContaining("ebookId"),
    })
    await history.mend(requested.id, "dino")
    const mended = await retry()
    expect([mended.status, mended.body.state, mended.body.nextAt]).toEqual([200, "handled", null])
    const again = await retry()
    expect([again.status, again.body.code]).toEqual([409, "already-handled"])
    expect((await history.call("POST", "/api/v1/events/deliveries/0/retry")).body.code).toBe("delivery-not-found")
  })
})

describe("POST /events/replay", () => {
  it("gives a subscriber its events again, all or from an instant on", async () => {
    const all = await history.call("POST", "/api/v1/events/replay", { subscriber: NAMING })
    expect([all.status, all.body]).toEqual([200, { subscriber: NAMING, from: null, deliveries: 2 }])
    const later = new Date(Date.now() + 60_000).toISOString()
    const none = await history.call("POST", "/api/v1/events/replay", { subscriber: NAMING, from: later })
    expect(none.body).toEqual({ subscriber: NAMING, from: later, deliveries: 0 })
    await history.untilHandled()
  })

  it("changes no sum, whoever is given everything again", async () => {
    const costs = async () => (await history.call("GET", "/api/v1/costs/ebooks/dino?simulated=true")).body
    const dashboard = async () => (await history.get("/")).text
    const before = [await costs(), await dashboard()]
    for (const { name } of history.kernel.bus.subscribers()) {
      expect((await history.call("POST", "/api/v1/events/replay", { subscriber: name })).status).toBe(200)
      await history.untilHandled()
    }
    expect([await costs(), await dashboard()]).toEqual(before)
  })

  it("refuses a name that hears nothing, and names those that do", async () => {
    const { status, body } = await history.call("POST", "/api/v1/events/replay", { subscriber: "nobody" })
    expect([status, body.code]).toEqual([400, "unknown-subscriber"])
    expect(body.detail).toContain(NAMING)
  })
})
