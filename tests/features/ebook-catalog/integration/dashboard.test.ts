import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Catalog, openCatalog, titlesOn, words } from "../catalog.ts"
import { book } from "../events.ts"

let catalog: Catalog
beforeAll(async () => {
  catalog = await openCatalog({ simulated: true, signedIn: true })
})
beforeEach(() => catalog.forgetAll())
afterAll(() => catalog.close())

const on = (text: string) => new Date(`${text}:00Z`)
const page = async (path: string) => (await catalog.get(path)).text
const titles = async (path: string) => titlesOn(await page(path))

/** The tabs with their counts, as they are read. */
const tabs = (text: string) => words(/<nav class="tabs"[\s\S]*?<\/nav>/.exec(text)?.[0] ?? "")
const hand = (text: string) => words(/<section aria-labelledby="hand">[\s\S]*?<\/section>/.exec(text)?.[0] ?? "")

describe("a clean press", () => {
  it("leads to the first book, and shows what comes out of it", async () => {
    const text = await page("/")
    expect(words(text)).toContain("The press is clean. No book yet.")
    expect(text).toContain('<a class="btn btn--big" href="/dashboard/ebooks/new">Make the first book</a>')
    expect(text).toContain('<img src="/static/first-sheet.webp" alt="A page to colour')
    expect(text).not.toMatch(/<table|<nav class="tabs"|class="ticket"/)
  })

  it("still tells what was spent, where books were deleted", async () => {
    const gone = book("gone", true)
    await catalog.happen(gone.requested({}), gone.charged("0.04"), gone.deleted())
    const text = await page("/")
    expect(words(text)).toContain("Spent in November, up to 14:06 UTC, simulated $0.04")
    expect(words(text)).toContain("The press is clean.")
  })
})

describe("a line of the table", () => {
  it("tells cover, title, author and theme, status, pages, cost and age", async () => {
    const dino = book("dino", true)
    await catalog.happen(dino.requested({ title: "Dino <Days>" }), dino.begun(), dino.drawn(0), dino.pageFailed(3))
    await catalog.happen(dino.charged("0.0387243"), dino.charged(null), dino.lost("x", [5]), dino.drawn(2))
    const text = await page("/")
    expect(text).toContain("Dino &lt;Days&gt;")
    expect(text).toMatch(/<img src="\/dashboard\/ebooks\/dino\/pages\/0\/stamp\?v=\w+" alt=""/)
    expect(text.match(/<i class="cell[^>]*>/g)?.slice(0, 7)).toEqual(
      [
        "cell",
        "cell cell--waiting",
        "cell",
        "cell cell--failed",
        "cell cell--waiting",
        "cell cell--unknown",
        "cell cell--waiting",
      ].map((name) => `<i class="${name}">`),
    )
    expect(words(text)).toContain(
      "Mara Lind · Dinosaurs Drawing 2 of 26 drawn, 1 failed, 1 unknown $0.0387243 + 1 unpriced + 1 unresolved simulated 14:06 today",
    )
    expect(text).toContain('href="/dashboard/costs/ebooks/dino"')
    expect(text).toContain('<time datetime="2026-11-23T14:06:00.000Z">')
  })

  it.each([
    ["asked for", [], "Waiting for its turn"],
    ["paused by hand", ["by-hand"], "Paused by hand"],
    ["paused for want of a key", ["no-api-key"], "Paused, no key"],
    ["paused for a reason of later times", ["at-its-cap"], "Paused"],
  ])("says of a book that is %s: %s", async (_, [reason], said) => {
    const dino = book("dino", true)
    await catalog.happen(dino.requested({}), ...(reason ? [dino.paused(reason)] : []))
    expect(words(await page("/"))).toContain(`Mara Lind · Dinosaurs ${said} 0 of 26 drawn – simulated`)
  })

  it("never calls a cost 0 that nobody knows, and calls real money by no other name", async () => {
    const dino = book("dino", false)
    await catalog.happen(dino.requested({ author: null }), dino.charged(null))
    expect(words(await page("/"))).toContain("0 of 26 drawn unknown + 1 unpriced 14:06 today")
  })

  it("counts the book's own kind of money only", async () => {
    await catalog.happen(book("dino", true).requested({}), book("dino", true).charged("0.01"))
    await catalog.happen(book("dino", false).charged("5", { attemptId: "elsewhere" }))
    expect(await titles("/")).toEqual(["Dino Days"])
    expect(words(await page("/"))).toContain("0 of 26 drawn $0.01 simulated")
  })

  it("writes a very long title whole", async () => {
    const title = "Anextraordinarilylongtitle".repeat(12)
    await catalog.happen(book("long", true).requested({ title }))
    expect(await titles("/")).toEqual([title])
  })

  it("stays when a book is renamed, drawn on after it was cancelled, deleted and restored", async () => {
    const dino = book("dino", true)
    await catalog.happen(dino.requested({}), dino.renamed("Dinosaur Days", null), dino.cancelled(), dino.drawn(7))
    expect(words(await page("/"))).toContain("Dinosaur Days Dinosaurs Cancelled 1 of 26 drawn")
    await catalog.happen(dino.deleted())
    expect(await titles("/")).toEqual([])
    await catalog.happen(dino.restored())
    expect(await titles("/")).toEqual(["Dinosaur Days"])
  })
})

describe("what was spent this month", () => {
  it("is the sum of its attempts in UTC, with what it does not contain, deleted books included", async () => {
    const [dino, gone] = [book("dino", true), book("gone", true)]
    await catalog.happen(dino.requested({}), gone.requested({}), gone.charged("0.3"), gone.deleted())
    await catalog.happen(
      dino.charged("12.1000675", { at: on("2026-11-01T00:00") }),
      dino.charged("700", { at: on("2026-10-31T23:59") }),
      dino.charged("800", { at: on("2026-12-01T00:00") }),
      dino.charged(null),
      dino.lost("lost", [4]),
    )
    const text = await page("/")
    expect(words(text)).toContain(
      "Spent in November, up to 14:06 UTC, simulated $12.4000675 + 1 unpriced + 1 unresolved",
    )
    expect(text).toContain('href="/dashboard/costs/attempts?show=unresolved&amp;money=simulated"')
  })

  it("is real money as soon as there is any, and never both", async () => {
    const [play, real] = [book("play", true), book("real", false)]
    await catalog.happen(play.requested({}), play.charged("1"), real.requested({}), real.charged("2"))
    const text = words(await page("/"))
    expect(text).toContain("Spent in November, up to 14:06 UTC, in real money $2.00 ")
  })
})

describe("what needs a hand", () => {
  it("is nothing while books are drawn, or rest", async () => {
    const dino = book("dino", true)
    await catalog.happen(dino.requested({}), dino.pageFailed(3), dino.paused("by-hand"))
    expect(hand(await page("/"))).toBe("Nothing needs your hand.")
    expect(tabs(await page("/"))).toBe("All 1 Drawing 0 Paused 1 To review 0 Failed 0 Cancelled 0")
  })

  it("says what happened, where, and leads to where something can be done", async () => {
    const [poor, half, lost] = [book("poor", true), book("half", true), book("lost", true)]
    await catalog.happen(
      poor.requested({ title: "Poor" }, on("2026-11-20T09:00")),
      poor.paused("no-credit", on("2026-11-23T09:00")),
    )
    await catalog.happen(
      half.requested({ title: "Half" }, on("2026-11-20T09:00")),
      half.failed([25], on("2026-11-23T10:00")),
    )
    await catalog.happen(
      lost.requested({ title: "Lost" }, on("2026-11-20T09:00")),
      lost.lost("try", [20], on("2026-11-23T11:00")),
    )
    const text = await page("/")
    expect(hand(text)).toContain("Three things need your hand")
    expect(hand(text)).toContain(
      "Half: the back cover could not be drawn. All else is kept. See the back cover" +
        " Poor is paused: the account at OpenRouter has no credit left. Open the book" +
        " Lost, page 20: sent, but the answer was lost. It may have been charged. See the attempt",
    )
    expect(text).toContain('<a href="/dashboard/costs/attempts/try">See the attempt</a>')
    expect(text).toContain('<a href="/dashboard/ebooks/half/pages/25">See the back cover</a>')
    expect(text).toContain('<a href="/dashboard/ebooks/poor">Open the book</a>')
  })

  it("is over with the charge, the resumption, the deletion", async () => {
    const [half, lost, gone] = [book("half", true), book("lost", true), book("gone", true)]
    await catalog.happen(half.requested({}), half.failed([1, 2]), half.resumed())
    await catalog.happen(lost.requested({}), lost.lost("try", [1]), lost.charged("0.04", { attemptId: "try" }))
    await catalog.happen(gone.requested({}), gone.failed([1]), gone.lost("never", [2]), gone.deleted())
    expect(hand(await page("/"))).toBe("Nothing needs your hand.")
  })

  it("names a few pages, counts many, and joins the lost answers of a book", async () => {
    const [few, many] = [book("few", true), book("many", true)]
    await catalog.happen(few.requested({ title: "Few" }), few.failed([0, 7, 9]))
    await catalog.happen(
      many.requested({ title: "Many" }),
      many.failed([1, 2, 3, 4]),
      many.lost("a", [5]),
      many.lost("b", [6]),
    )
    const text = await page("/")
    expect(hand(text)).toContain(
      "Few: the cover, page 7 and page 9 could not be drawn. All else is kept. Open the book",
    )
    expect(hand(text)).toContain("Many: 4 pages could not be drawn. All else is kept. Open the book")
    expect(hand(text)).toContain("Many: several answers were lost. They may have been charged. See the attempts")
    expect(text).toContain('href="/dashboard/costs/attempts?show=unresolved&amp;money=simulated&amp;ebookId=many"')
  })

  it("lists three, and leads to the others", async () => {
    for (let n = 1; n <= 7; n++) {
      const one = book(`book-${n}`, true)
      await catalog.happen(
        one.requested({ title: `Book ${n}` }, on("2026-11-01T09:00")),
        one.failed([n], on(`2026-11-2${n}T09:00`)),
      )
    }
    const text = await page("/")
    expect(hand(text)).toMatch(/^Seven things need your hand Book 7: page 7 .* and 4 more$/)
    expect(text).toContain('<a href="/?status=hand">and 4 more</a>')
    expect(await titles("/?status=hand")).toHaveLength(7)
  })
})

describe("a book that was just deleted", () => {
  it("is named on top, with a way back", async () => {
    const dino = book("dino/1", true)
    await catalog.happen(dino.requested({ title: "Dino <Days>" }), dino.deleted())
    const text = await page("/?deleted=dino%2F1")
    expect(words(text)).toContain("“Dino &lt;Days&gt;” was deleted. Its costs stay. Undo")
    expect(text).toContain('<form method="post" action="/dashboard/ebooks/dino%2F1/restore">')
    await catalog.happen(dino.restored())
    expect(words(await page("/?deleted=dino%2F1"))).not.toContain("was deleted")
  })

  it.each(["nobody", "", "%00", "x".repeat(300)])("is not made up: %j", async (id) => {
    const { status, text } = await catalog.get(`/?deleted=${id}`)
    expect([status, text.includes("was deleted")]).toEqual([200, false])
  })
})

describe("somebody who has not signed in", () => {
  let street: Catalog
  beforeAll(async () => {
    street = await openCatalog({ simulated: true, signedIn: false })
  })
  afterAll(() => street.close())

  it.each(["/", "/?deleted=x", "/dashboard/live"])("is sent away from %s", async (path) => {
    const { status, headers } = await street.get(path)
    expect([status, headers.get("location")?.startsWith("/login")]).toEqual([303, true])
  })
})
