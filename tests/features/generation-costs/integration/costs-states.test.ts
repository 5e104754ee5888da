import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Kernel, openKernel } from "../../../support/database.ts"
import { givenBook, givenCharge, givenDeleted, givenHold, givenKept, givenPicture } from "./given-ledger.ts"
import { readPage } from "./reading.ts"

let kernel: Kernel
const LONG_ID = "x".repeat(200)
const LONG_TITLE = "Every Dinosaur, Pterosaur and Marine Reptile That Ever Lived, With Notes for Patient Grandparents"

const book = (ebookId: string, title: string, simulated = false) =>
  givenBook(kernel.db, { ebookId, title, themeId: "dinosaurs", simulated, requestedAt: "2026-11-01T00:00:00Z" })
const read = (path: string) => readPage(path, kernel)

beforeAll(async () => {
  kernel = await openKernel()
  const { db } = kernel
  await book("rich", LONG_TITLE)
  await givenCharge(db, { attemptId: "rich-1", ebookId: "rich", pages: [1], amount: "1234567.123456789012" })
  await givenKept(db, "rich", 1, "rich-1")
  await book("gone", "Gone")
  await givenCharge(db, { attemptId: "gone-1", ebookId: "gone", pages: [1], amount: "0.04" })
  await givenKept(db, "gone", 1, "gone-1")
  await givenPicture(db, "gone-1", "key-of-gone")
  await givenDeleted(db, "gone")
  await book("seen", "Seen")
  await givenCharge(db, { attemptId: "seen-1", ebookId: "seen", pages: [1], amount: "0.04" })
  await givenCharge(db, { attemptId: "seen-2", ebookId: "seen", pages: [1], amount: "0.04" })
  await givenKept(db, "seen", 1, "seen-2")
  await givenPicture(db, "seen-2", "key-of-seen")
  await book("bare", "Bare")
  await book("waiting", "Waiting")
  await givenHold(db, { ebookId: "waiting", attemptId: "waiting-1", amount: "0.05" })
  await givenCharge(db, { attemptId: "credit", ebookId: LONG_ID, amount: "-0.000000000001", model: "m".repeat(200) })
  await book("play", "Play", true)
  await givenCharge(db, { attemptId: "play-1", ebookId: "play", pages: [1], amount: "0.04", simulated: true })
  await givenKept(db, "play", 1, "play-1")
})
afterAll(() => kernel.close())

describe("the costs of a book", () => {
  test("before anything was sent say so, and no figure pretends that something was", async () => {
    const { words } = await read("/dashboard/costs/ebooks/bare")
    expect(words).toContain("Nothing of this book was sent yet.")
    expect(words).toContain("Waste $0.00 nothing was charged yet")
    expect(words).toContain("Tokens 0 none is counted yet")
    expect(words).not.toMatch(/read and written|gave a kept image|0 priced/)
  })

  test("with calls under way and no answer yet say how many", async () => {
    const { words } = await read("/dashboard/costs/ebooks/waiting")
    expect(words).toContain("$0.00 + 1 held, $0.05")
    expect(words).toContain("No answer is counted yet; 1 call is under way.")
  })

  test("stay when the book is deleted, and lead to no page that is gone", async () => {
    const { words, main } = await read("/dashboard/costs/ebooks/gone")
    expect(words).toContain("Gone This book was deleted. What it cost stays.")
    expect(main).not.toContain("/dashboard/ebooks/")
    expect((await read("/dashboard/costs")).words).toContain("Gone deleted")
    expect((await read("/dashboard/costs/attempts/gone-1")).main).not.toContain("/dashboard/ebooks/")
  })

  test("set a long title and long figures smaller and cut no digit", async () => {
    const { main, words } = await read("/dashboard/costs/ebooks/rich")
    expect(main).toContain('<h1 class="long">')
    expect(main).toMatch(/class="sum figure figure--vast"/)
    expect(words).toContain("Spent on this book $1,234,567.123456789012")
    expect(words).toContain("Per kept page $1,234,567.1235 the sum over 1 kept page, covers included")
  })

  test("stand beside what was expected when it was asked for, where that is known", async () => {
    await kernel.db.execute(sql`update generation_costs.ebooks
      set estimate = '{"amount":"1.06416","low":"1.0632","high":"1.59624"}' where ebook_id = 'seen'`)
    const { words } = await read("/dashboard/costs/ebooks/seen")
    expect(words).toContain("When it was asked for, about $1.0642 was expected ($1.0632 to $1.5962).")
    expect((await read("/dashboard/costs/ebooks/rich")).words).not.toContain("expected")
  })

  test("show a credit with a true minus, to its last digit", async () => {
    const { words } = await read(`/dashboard/costs/ebooks/${LONG_ID}`)
    expect(words).toContain("Spent on this book \u2212$0.000000000001")
    expect(words).toContain(`Sum \u2212$0.000000000001`)
  })
})

describe("the bars beside the books", () => {
  test("are parts of the dearest, what was kept solid and what was wasted hatched, and are not read out", async () => {
    const { main } = await read("/dashboard/costs?money=simulated")
    expect(main).toMatch(/<svg class="bar"[^>]*aria-hidden="true"><rect class="bar__kept" width="100.0%"/)
    const real = (await read("/dashboard/costs")).main
    expect(real).toMatch(
      /<rect class="bar__kept" width="100.0%" height="9"\/><rect\s+class="bar__waste" x="100.0%" width="0"/,
    )
    // Seen: one of its two equal attempts is waste. A credit has no length.
    expect(real).toMatch(
      /<rect class="bar__kept" width="(0.00\d+%)" height="9"\/><rect\s+class="bar__waste" x="\1" width="\1"/,
    )
    expect(real).toMatch(/<rect class="bar__kept" width="0" height="9"\/><rect\s+class="bar__waste" x="0" width="0"/)
  })
})

describe("the page of an attempt", () => {
  test("shows what the money bought, while a page keeps it", async () => {
    const kept = await read("/dashboard/costs/attempts/seen-2")
    expect(kept.main).toMatch(/<img src="\/dashboard\/ebooks\/seen\/pages\/1\/thumb\?v=\w+"\s+alt="The picture of this/)
    expect((await read("/dashboard/costs/attempts/seen-1")).main).not.toContain("<img")
    expect((await read("/dashboard/costs/attempts/rich-1")).main).not.toContain("<img")
  })

  test("leads up to all costs, its book and its page, in the same money", async () => {
    const { main } = await read("/dashboard/costs/attempts/play-1")
    expect(main).toContain('href="/dashboard/costs?money=simulated"')
    expect(main).toContain('href="/dashboard/costs/ebooks/play?money=simulated"')
    expect(main).toContain('href="/dashboard/ebooks/play/pages/1"')
  })
})

describe("an id that is in no ledger", () => {
  test.each([
    ["/dashboard/costs/ebooks/nobody", "The ledger knows no book of this id."],
    ["/dashboard/costs/attempts/nobody", "The ledger knows no attempt of this id."],
    [`/dashboard/costs/attempts/${"n".repeat(201)}`, "The ledger knows no attempt of this id."],
  ])("%s is a calm page that leads back to the costs", async (path, sentence) => {
    const { status, words, main } = await read(path)
    expect(status).toBe(404)
    expect(words).toBe(`Not in the ledger ${sentence} All costs`)
    expect(main).toContain('href="/dashboard/costs"')
  })
})

describe("a long list", () => {
  test.each([
    ["/dashboard/costs/ebooks?page=9", "The list ends before this page: it has 4 lines."],
    ["/dashboard/costs/attempts?page=9", "The list ends before this page: it has 5 lines."],
  ])("asked past its end says so and leads back, without a sum of nothing: %s", async (path, sentence) => {
    const { words, main } = await read(path)
    expect(words).toContain(sentence)
    expect(main).toContain("page=1")
    expect(main).not.toContain("<table")
  })

  test.each([
    ["all", "seen"],
    ["held", "seen"],
    ["wasted", "rich"],
    ["unpriced", "rich"],
  ])("of %s leads to the other lists of the same book and money", async (show, ebookId) => {
    const { main } = await read(`/dashboard/costs/attempts?show=${show}&ebookId=${ebookId}`)
    expect(main).toContain(
      `href="/dashboard/costs/attempts?show=unresolved&amp;money=real&amp;tz=UTC&amp;ebookId=${ebookId}"`,
    )
    expect(main).toContain(`&amp;ebookId=${ebookId}" aria-current="page"`)
    expect(main).not.toContain("without-book")
  })

  test.each([
    ["all", "bare", "Nothing was sent yet."],
    ["wasted", "bare", "No attempt was wasted."],
    ["unpriced", "bare", "No attempt is unpriced."],
    ["unresolved", "bare", "No answer was lost."],
    ["held", "bare", "No money is held."],
  ])("of %s that is empty says what is not there", async (show, ebookId, sentence) => {
    expect((await read(`/dashboard/costs/attempts?show=${show}&ebookId=${ebookId}`)).words).toContain(sentence)
  })

  test("names the book it is of, and says that its money is simulated", async () => {
    const { words } = await read("/dashboard/costs/attempts?ebookId=play&money=simulated")
    expect(words).toContain("every amount here is play money")
    expect(words).toContain("Costs / Play Attempts, simulated")
  })
})

describe("every table of the costs", () => {
  test.each([
    "/dashboard/costs",
    "/dashboard/costs/ebooks",
    "/dashboard/costs/ebooks/seen",
    "/dashboard/costs/attempts",
  ])("has a caption, headers with a scope, and a region that the keyboard reaches: %s", async (path) => {
    const { main } = await read(path)
    const tables = main.match(/<table/g)?.length ?? 0
    expect(tables).toBeGreaterThan(0)
    expect(main.match(/<caption/g)).toHaveLength(tables)
    expect(main.match(/<div class="scroll" tabindex="0" role="region" aria-label="[^"]+"/g)).toHaveLength(tables)
    expect(main.match(/<th(?! scope=)[ >]/g)).toBeNull()
    expect(main.match(/<h[1-6]/g)?.[0]).toBe("<h1")
  })
})

describe("however many lines there are", () => {
  test.each([
    ["/dashboard/costs", 4],
    ["/dashboard/costs/ebooks/seen", 4],
    ["/dashboard/costs/ebooks", 4],
    ["/dashboard/costs/attempts?ebookId=seen", 5],
    ["/dashboard/costs/attempts/seen-2", 5],
  ])("%s asks the ledger no more than %i questions", async (path, most) => {
    let asked = 0
    const { db } = kernel
    const execute: typeof db.execute = (query) => {
      asked++
      return db.execute(query)
    }
    await readPage(path, { ...kernel, db: Object.assign(Object.create(db), { execute }) })
    expect(asked).toBeGreaterThan(0)
    expect(asked).toBeLessThanOrEqual(most)
  })
})
