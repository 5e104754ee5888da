import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { publish } from "../../../../src/shared/events/transaction.ts"
import { book } from "../../ebook-catalog/events.ts"
import { entries, type History, openHistory, words } from "../history.ts"

const NAMING = "event-history.name-ebook-when-requested-or-renamed"
let history: History
let count = 0
/** A book whose request cannot be read any more, and its parked delivery. */
let ebookId: string
let eventId: string
let delivery: string
beforeAll(async () => {
  history = await openHistory()
})
afterAll(() => history.close())
beforeEach(async () => {
  ebookId = `broken-${++count}`
  const requested = book(ebookId, true).requested({ title: `Broken ${count}` })
  eventId = requested.id
  await history.happen(requested)
  delivery = await history.park(eventId, NAMING)
})

describe("what nobody could handle", () => {
  it("stands in sight with its reason, apart and in the list, and what follows says what it waits for", async () => {
    const { text } = await history.get("/dashboard/events?state=parked")
    expect(entries(text)[0]).toMatch(/history: name ebook Try again Parked after 1 try: .*ebookId/)
    expect(text).toContain('<li class="ev ev--parked"')
    const renamed = book(ebookId, true).renamed("Whole", null)
    await history.kernel.bus.transaction(async (tx) => {
      await publish(tx, renamed)
    })
    await expect
      .poll(async () => words((await history.get(`/dashboard/events/${renamed.id}`)).text))
      .toContain("history: name ebook: waits behind a parked one")
    expect((await history.get(`/dashboard/events/${renamed.id}`)).text).toContain(`href="/dashboard/events/${eventId}"`)
    await history.mend(eventId, ebookId)
    await history.kernel.bus.retry(delivery)
    await history.untilHandled()
  })

  it("is tried again by a press, which says how it went: still broken, then mended", async () => {
    const back = "/dashboard/events?state=parked"
    const press = () => history.post(`/dashboard/events/deliveries/${delivery}/retry`, { back })
    const first = await press()
    expect([first.status, first.location]).toEqual([303, `${back}&retried=${delivery}`])
    expect(words((await history.get(first.location)).text)).toContain(
      "was tried again, and history: name ebook still cannot handle it.",
    )
    await history.mend(eventId, ebookId)
    const second = await press()
    expect(words((await history.get(second.location)).text)).toContain(
      "was tried again: history: name ebook has handled it.",
    )
    const third = await press()
    expect([third.status, words(third.text).includes("This delivery is handled already")]).toEqual([409, true])
  })

  it("is tried again with all the others", async () => {
    await history.mend(eventId, ebookId)
    const { location } = await history.post("/dashboard/events/retry-parked", {})
    expect(words((await history.get(location)).text)).toContain("1 parked delivery is on its way again.")
    await history.untilHandled()
    expect(await history.stateOf(delivery)).toBe("handled")
    const again = await history.post("/dashboard/events/retry-parked", {})
    expect(words((await history.get(again.location)).text)).toContain("Nothing was parked any more.")
  })

  it("leads to no page of another's after the press", async () => {
    for (const back of ["https://evil.example/", "//evil.example/dashboard/events", "/logout", "javascript:alert(1)"]) {
      const { location } = await history.post(`/dashboard/events/deliveries/${delivery}/retry`, { back })
      expect(location).toBe(`/dashboard/events?retried=${delivery}`)
    }
  })

  it("is refused where there is no such delivery", async () => {
    for (const id of ["0", "x", "99999999999999999999"]) {
      const { status, text } = await history.post(`/dashboard/events/deliveries/${id}/retry`, {})
      expect([status, words(text).includes("There is no such delivery.")]).toEqual([404, true])
    }
  })
})

describe("a replay", () => {
  it("gives a subscriber its events again, which mends what was lost and changes nothing else", async () => {
    await history.mend(eventId, ebookId)
    await history.kernel.db.execute("truncate event_history.ebooks")
    const { location } = await history.post("/dashboard/events/replay", { subscriber: NAMING, from: "" })
    expect(words((await history.get(location)).text)).toMatch(
      /history: name ebook is given \d+ events again, in their order\./,
    )
    await history.untilHandled()
    expect(words((await history.get("/dashboard/events")).text)).toContain(`Broken ${count}`)
  })

  it("is refused in a sentence for a time that is none, and keeps what was typed", async () => {
    const { status, text } = await history.post("/dashboard/events/replay", { subscriber: NAMING, from: "<soon>" })
    expect(status).toBe(400)
    expect(words(text)).toContain("“&lt;soon&gt;” is no time. Write it like 2026-11-23 14:06, or leave it empty.")
    expect(text).toContain(`value="${NAMING}" selected`)
  })
})
