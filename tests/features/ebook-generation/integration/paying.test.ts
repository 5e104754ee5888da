import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { planColoringBook } from "../../../../src/features/ebook-generation/domain/coloring-book-strategy.ts"
import { loadThemes } from "../../../../src/features/ebook-generation/infrastructure/theme-files.ts"
import { loadModelList } from "../../../../src/shared/model-list.ts"
import { decimal, sum, toText } from "../../../../src/shared/money.ts"
import { NEW_BOOK, openTestApp, type TestApp } from "../../../support/app.ts"

const PAGE_MODEL = loadModelList("config/models.yaml").pageModel
let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
  test.draw()
})
afterAll(() => test.close())

/** Orders faults, then asks for the book that they strike. */
async function bookWith(faults: readonly object[]) {
  await test.orderFaults(faults)
  const { body } = await test.call("POST", "/api/v1/ebooks", { ...NEW_BOOK, title: `Trial ${Math.random()}` })
  return body.id as string
}
/** Words that stand in the prompt of one page only. */
function wordsOf(pageNumber: number): string {
  const theme = loadThemes("config/themes").find(({ id }) => id === NEW_BOOK.themeId)
  const plan = theme ? planColoringBook({ ...NEW_BOOK, theme }) : []
  return /A mandala [^,]+,/.exec(plan[pageNumber]?.prompt ?? "")?.[0] ?? ""
}
const pageOf = (book: any, number: number) => book.pages.find((page: any) => page.number === number)
const attemptsOf = async (ebookId: string) =>
  (
    await test.kernel.db.execute<any>(
      sql`select * from ebook_generation.attempts where ebook_id = ${ebookId} order by sent_at`,
    )
  ).rows
/** The book as it stands once every event is handled: the ledger's word reaches it a moment after its end. */
async function settledBook(id: string, status: string) {
  await test.untilEbookIs(id, status)
  await test.untilHandled()
  return test.untilEbookIs(id, status)
}
const costsOf = async (ebookId: string) => (await test.call("GET", `/api/v1/costs/ebooks/${ebookId}`)).body
const chargesOf = async (ebookId: string) => {
  const ids = new Set((await attemptsOf(ebookId)).map((attempt: any) => attempt.id))
  return (await test.charges()).filter(({ attemptId }) => ids.has(attemptId))
}
const total = (charges: readonly { cost: string }[]) => toText(sum(charges.map(({ cost }) => decimal(cost))))

describe("an attempt that was answered", { timeout: 60_000 }, () => {
  it("is charged once, whatever became of the picture, and the page is drawn by another", async () => {
    const id = await bookWith([
      { kind: "no-image" },
      // A grey cover would be kept.
      { kind: "grey-image", match: { model: PAGE_MODEL } },
      { kind: "not-an-image" },
      { kind: "bad-base64" },
    ])
    const book = await settledBook(id, "draft")
    const { rows } = await test.kernel.db.execute<any>(
      sql`select outcome, count(*)::int as n from ebook_generation.attempts where ebook_id = ${id} group by 1`,
    )
    expect(Object.fromEntries(rows.map(({ outcome, n }: any) => [outcome, n]))).toEqual({
      succeeded: 25,
      "no-usable-image": 4,
    })
    expect((await costsOf(id)).total.amount).toBe(total(await chargesOf(id)))
    expect(book.cost.amount).toBe(total(await chargesOf(id)))
  })

  it("is free when the provider says so: 429, 5xx, an error inside 200", async () => {
    const id = await bookWith([
      { kind: "rate-limited", retryAfter: 0 },
      { kind: "server-error", status: 502 },
      { kind: "error-in-200" },
    ])
    await test.untilEbookIs(id, "draft")
    await test.untilHandled()
    expect((await attemptsOf(id)).filter((a: any) => a.outcome === "failed-unbilled")).toHaveLength(3)
    expect((await costsOf(id)).total).toMatchObject({
      amount: total(await chargesOf(id)),
      unpricedCount: 0,
      unresolvedCount: 0,
      heldCount: 0,
    })
  })

  it("waits as long as Retry-After asks before the page is tried again", async () => {
    const id = await bookWith([{ kind: "rate-limited", retryAfter: 2 }])
    await test.untilEbookIs(id, "draft")
    const [limited] = (await attemptsOf(id)).filter((a: any) => a.outcome === "failed-unbilled")
    const [next] = (await attemptsOf(id)).filter(
      (a: any) => a.page_number === limited.page_number && a.outcome === "succeeded",
    )
    expect(Date.parse(next.sent_at) - Date.parse(limited.ended_at)).toBeGreaterThan(1_900)
  })
})

describe("an attempt whose answer was lost", { timeout: 60_000 }, () => {
  it("is unknown: its hold stays, it is named, and charge log = ledger + the charges of the named ones", async () => {
    const id = await bookWith([
      { kind: "charged-then-reset" },
      { kind: "truncated-body" },
      { kind: "reset-before-charge" },
    ])
    const book = await settledBook(id, "draft")
    const unknown = (await attemptsOf(id)).filter((a: any) => a.status === "unknown").map((a: any) => a.id)
    expect(unknown).toHaveLength(3)
    expect(book.cost).toMatchObject({ unresolvedCount: 3, heldCount: 0, unpricedCount: 0 })
    const charges = await chargesOf(id)
    const ofUnknown = charges.filter(({ attemptId }) => unknown.includes(attemptId))
    expect(ofUnknown).toHaveLength(2)
    const { amount, unresolvedCount } = (await costsOf(id)).total
    expect(unresolvedCount).toBe(3)
    expect(toText(decimal(amount).plus(decimal(total(ofUnknown))))).toBe(total(charges))
  })
})

describe("a page", { timeout: 60_000 }, () => {
  it("gets six attempts; then it is failed, the others go on, and resuming tries only what is missing", async () => {
    const words = wordsOf(3)
    const id = await bookWith([{ kind: "no-image", times: 6, match: { promptIncludes: words } }])
    const failed = await test.untilEbookIs(id, "failed")
    const missing = failed.pages.find((page: any) => page.status === "failed")
    if (!missing) throw new Error("the seed of this book has no page with these words")
    expect(missing).toMatchObject({ attemptCount: 6, imageUrl: null })
    expect(failed).toMatchObject({ reason: { code: "pages-failed" }, progress: { done: 24, total: 26, failed: 1 } })
    const paidBefore = (await chargesOf(id)).length

    expect((await test.call("POST", `/api/v1/ebooks/${id}/resume`)).body).toEqual({ id, status: "generating" })
    const book = await test.untilEbookIs(id, "draft")
    expect(pageOf(book, missing.number)).toMatchObject({ status: "drawn", attemptCount: 7 })
    expect((await chargesOf(id)).length).toBe(paidBefore + 1)
  })

  it("is given up at once when the provider refuses the request itself", async () => {
    const id = await bookWith([{ kind: "moderated", match: { promptIncludes: wordsOf(5) } }])
    const book = await test.untilEbookIs(id, "failed")
    expect(book.pages.filter((page: any) => page.status === "failed")).toMatchObject([
      { attemptCount: 1, problem: expect.stringMatching(/./) },
    ])
    const attempts = await attemptsOf(id)
    expect(attempts.filter(({ outcome }) => outcome === "refused")).toHaveLength(1)
    const [end] = (
      await test.kernel.db.execute<any>(
        sql`select payload from events.events where name = 'ebook-generation.ebook-generation-failed' and payload->>'ebookId' = ${id}`,
      )
    ).rows
    // A refusal by HTTP status is not billed, so no report is missing.
    expect(end.payload.reportedTotal).toBe(total(await chargesOf(id)))
    await test.call("DELETE", `/api/v1/ebooks/${id}`)
  })
})

describe("a refused key or an empty account", { timeout: 60_000 }, () => {
  it.each([
    ["unauthorized", "key-refused"],
    ["payment-required", "no-credit"],
  ])("%s pauses the book and says why; resuming goes on", async (kind, code) => {
    const id = await bookWith([{ kind }])
    const paused = await test.untilEbookIs(id, "paused")
    expect(paused.reason).toMatchObject({ code, message: expect.stringMatching(/resume/i) })
    await test.call("POST", `/api/v1/ebooks/${id}/resume`)
    await test.untilEbookIs(id, "draft")
  })
})
