import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { EVER, type Period, stretchesOf } from "../../../../src/features/generation-costs/domain/time/period.ts"
import {
  listAttempts,
  readAttempt,
} from "../../../../src/features/generation-costs/infrastructure/ledger/cost-queries.ts"
import { EVERY_ATTEMPT } from "../../../../src/features/generation-costs/infrastructure/sums/attempt-filter.ts"
import type { Slice } from "../../../../src/features/generation-costs/infrastructure/sums/attempt-list.ts"
import { countBooks, listBooks } from "../../../../src/features/generation-costs/infrastructure/sums/book-list.ts"
import {
  GROUPINGS,
  type Grouping,
  readTotals,
  type Scope,
} from "../../../../src/features/generation-costs/infrastructure/sums/cost-totals.ts"
import { readEbookCosts } from "../../../../src/features/generation-costs/infrastructure/sums/ebook-costs.ts"
import { recount } from "../../../../src/features/generation-costs/infrastructure/sums/recount.ts"
import { allocate, decimal, sum, toText } from "../../../../src/shared/money.ts"
import { type Kernel, openKernel } from "../../../support/database.ts"
import { givenBook, givenCharge, givenHold, givenKept, givenLines, givenUnresolved } from "./given-ledger.ts"

let kernel: Kernel
// Charges refuse even TRUNCATE: every test has a database of its own.
beforeEach(async () => {
  kernel = await openKernel()
})
afterEach(() => kernel.close())

const sumsOf = async (scope: Scope, groupBy: Grouping | null) => {
  await recount(kernel.db)
  return readTotals(kernel.db, scope, groupBy)
}

const totalsOf = (groupBy: Grouping | null = null, period: Period = EVER, simulated = false) =>
  sumsOf({ simulated, period, ebookId: null }, groupBy)

const amountOf = async (period: Period, ebookId: string | null = null) =>
  (await sumsOf({ simulated: false, period, ebookId }, null)).total.amount

const listed = async (slice: Slice) => {
  await recount(kernel.db)
  return listAttempts(kernel.db, EVERY_ATTEMPT, slice)
}

const bookOf = async (ebookId: string, simulated: boolean | null = null) => {
  await recount(kernel.db)
  return readEbookCosts(kernel.db, ebookId, simulated)
}

describe("a total", () => {
  test("adds what is known to the last digit, and counts apart what is unpriced, unresolved and held", async () => {
    await givenCharge(kernel.db, { attemptId: "a", amount: "0.100000000001" })
    await givenCharge(kernel.db, { attemptId: "b", amount: "0.2" })
    await givenCharge(kernel.db, { attemptId: "c" })
    await givenUnresolved(kernel.db, { attemptId: "d" })
    await givenHold(kernel.db, { attemptId: "e", ebookId: "book", amount: "0.0387243" })
    expect(await totalsOf()).toMatchObject({
      total: {
        amount: "0.300000000001",
        currency: "USD",
        unpricedCount: 1,
        unresolvedCount: 1,
        heldAmount: "0.0387243",
        heldCount: 1,
        simulated: false,
      },
      attempts: 4,
    })
  })

  test("counts an attempt in at most one of unpriced, unresolved and held", async () => {
    for (const attemptId of ["charged", "unpriced", "lost"]) {
      await givenHold(kernel.db, { attemptId, ebookId: "book", amount: "1" })
    }
    await givenCharge(kernel.db, { attemptId: "charged", amount: "0.5" })
    await givenCharge(kernel.db, { attemptId: "unpriced" })
    await givenUnresolved(kernel.db, { attemptId: "lost" })
    await givenUnresolved(kernel.db, { attemptId: "charged" })
    expect((await totalsOf()).total).toMatchObject({
      unpricedCount: 1,
      unresolvedCount: 1,
      heldCount: 0,
      heldAmount: "0",
    })
  })

  test("never holds simulated and real money at once", async () => {
    await givenCharge(kernel.db, { attemptId: "real", amount: "1" })
    await givenCharge(kernel.db, { attemptId: "play", amount: "10", simulated: true })
    await givenHold(kernel.db, { attemptId: "held", ebookId: "book", amount: "5", simulated: true })
    expect((await totalsOf()).total).toMatchObject({ amount: "1", heldCount: 0, simulated: false })
    expect((await totalsOf(null, EVER, true)).total).toMatchObject({ amount: "10", heldCount: 1, simulated: true })
  })

  test("of an empty ledger is zero, and a page costs nothing that could be said", async () => {
    expect(await totalsOf("day")).toMatchObject({ total: { amount: "0" }, costPerKeptPage: null, rows: [] })
  })

  test("counts a generation of two attempts once", async () => {
    await givenCharge(kernel.db, { attemptId: "a", generationId: "g", outcome: "refused", amount: "0" })
    await givenCharge(kernel.db, { attemptId: "b", generationId: "g", amount: "1" })
    expect(await totalsOf()).toMatchObject({ generations: 1, attempts: 2 })
  })
})

describe("waste and kept pages", () => {
  const at = { ebookId: "book", amount: "1" }

  test("money without a kept image is waste: failed, or replaced; pageless and not yet kept is neither", async () => {
    await givenCharge(kernel.db, { ...at, attemptId: "failed", pages: [1], outcome: "failed-billed", amount: "2" })
    await givenCharge(kernel.db, { ...at, attemptId: "replaced", pages: [1], amount: "4" })
    await givenCharge(kernel.db, { ...at, attemptId: "kept", pages: [1], amount: "8" })
    await givenCharge(kernel.db, { ...at, attemptId: "pageless", amount: "16" })
    await givenCharge(kernel.db, { ...at, attemptId: "waiting", pages: [2], amount: "32" })
    await givenUnresolved(kernel.db, { ...at, attemptId: "lost", pages: [3] })
    await givenKept(kernel.db, "book", 1, "kept")
    expect(await totalsOf()).toMatchObject({ waste: "6", wastedAttempts: 2, keptPages: 1, costPerKeptPage: "62" })
  })

  test("an attempt for two pages is waste only when both are kept from others", async () => {
    await givenCharge(kernel.db, { ...at, attemptId: "two", pages: [1, 2] })
    await givenKept(kernel.db, "book", 1, "other")
    expect((await totalsOf()).waste).toBe("0")
    await givenKept(kernel.db, "book", 2, "other")
    expect((await totalsOf()).waste).toBe("1")
  })

  test("the cost of a kept page is rounded once, half-even, to the picodollar", async () => {
    await givenCharge(kernel.db, { ...at, attemptId: "a", pages: [1, 2], amount: "0.000000000005" })
    for (const page of [1, 2]) await givenKept(kernel.db, "book", page, "a")
    expect((await totalsOf()).costPerKeptPage).toBe("0.000000000002")
  })
})

describe("groups", () => {
  test("of every kind sum to the total", async () => {
    await givenBook(kernel.db, {
      ebookId: "book",
      title: "Dino Days",
      themeId: "dinosaurs",
      simulated: false,
      requestedAt: "2026-11-01T00:00:00Z",
    })
    await givenCharge(kernel.db, { attemptId: "a", ebookId: "book", amount: "0.0387243", pages: [1] })
    await givenCharge(kernel.db, { attemptId: "b", amount: "1.5", outcome: "refused", purpose: "cover" })
    await givenCharge(kernel.db, { attemptId: "c", ebookId: "book", model: "bytedance/seedream-4.5" })
    await givenUnresolved(kernel.db, { attemptId: "d", ebookId: "book" })
    await givenHold(kernel.db, { attemptId: "e", ebookId: "book", amount: "0.04" })
    for (const groupBy of GROUPINGS) {
      const { total, rows } = await totalsOf(groupBy)
      const add = (of: (row: (typeof rows)[number]) => string) => toText(sum(rows.map((row) => decimal(of(row)))))
      expect(
        add((row) => row.total.amount),
        groupBy,
      ).toBe(total.amount)
      expect(
        add((row) => row.total.heldAmount),
        groupBy,
      ).toBe(total.heldAmount)
      expect(
        add((row) => String(row.attempts)),
        groupBy,
      ).toBe("4")
    }
    expect((await totalsOf("theme")).rows.map(({ key }) => key)).toEqual([null, "dinosaurs"])
  })

  test("the cost stands under the model that served, a lost answer under the one asked for", async () => {
    await givenCharge(kernel.db, { attemptId: "a", model: "served/model", amount: "1" })
    await givenUnresolved(kernel.db, { attemptId: "b", model: "asked/model" })
    const { rows } = await totalsOf("model")
    expect(rows.map(({ key, attempts }) => [key, attempts])).toEqual([
      ["served/model", 1],
      ["asked/model", 1],
    ])
  })
})

describe("the reader's days", () => {
  test.each([
    ["Asia/Kolkata", "2026-11-09T18:30:00Z", "2026-11-10"],
    ["Asia/Kolkata", "2026-11-09T18:29:59Z", "2026-11-09"],
    ["Australia/Lord_Howe", "2026-11-09T13:00:00Z", "2026-11-10"],
    ["Europe/Paris", "2026-10-25T22:59:59Z", "2026-10-25"],
    ["Europe/Paris", "2026-03-29T21:59:59Z", "2026-03-29"],
    ["America/New_York", "2026-11-01T05:30:00Z", "2026-11-01"],
  ])("in %s, %s falls on %s, and that day as from and to has it", async (timeZone, occurredAt, day) => {
    await givenCharge(kernel.db, { attemptId: "a", amount: "1", occurredAt })
    const { rows } = await totalsOf("day", { ...EVER, timeZone })
    expect(rows.map(({ key }) => key)).toEqual([day])
    expect(await amountOf({ from: { day }, to: { day }, timeZone })).toBe("1")
  })

  test("from is inclusive, an instant as to is exclusive, a day as to is included whole", async () => {
    await givenCharge(kernel.db, { attemptId: "a", amount: "1", occurredAt: "2026-11-10T00:00:00Z" })
    await givenCharge(kernel.db, { attemptId: "b", amount: "2", occurredAt: "2026-11-10T23:59:59.999999Z" })
    const [day, instant] = [{ day: "2026-11-10" }, { instant: "2026-11-10T00:00:00Z" }]
    expect(await amountOf({ from: instant, to: null, timeZone: "UTC" })).toBe("3")
    expect(await amountOf({ from: null, to: instant, timeZone: "UTC" })).toBe("0")
    expect(await amountOf({ from: null, to: { instant: "2026-11-10T00:00:00.000001Z" }, timeZone: "UTC" })).toBe("1")
    expect(await amountOf({ from: day, to: day, timeZone: "UTC" })).toBe("3")
  })

  test("the minute between two midnights of one night belongs to the day its clock showed", async () => {
    const timeZone = "America/St_Johns"
    await givenCharge(kernel.db, { attemptId: "a", amount: "1", occurredAt: "2009-11-01T02:30:30Z" })
    const day = { day: "2009-11-01" }
    expect((await totalsOf("day", { ...EVER, timeZone })).rows.map(({ key }) => key)).toEqual([day.day])
    expect(await amountOf({ from: day, to: day, timeZone })).toBe("1")
    expect(await amountOf({ from: null, to: { day: "2009-10-31" }, timeZone })).toBe("0")
  })

  test("days sum to their range, over random instants, zones and clocks that go back over midnight", async () => {
    const zones = ["UTC", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Paris", "Australia/Lord_Howe", "America/St_Johns"]
    const odd = ["Pacific/Apia", "America/Sao_Paulo", "Africa/Cairo"]
    const instant = fc.date({ min: new Date("2009-01-01"), max: new Date("2026-12-31"), noInvalidDate: true })
    // 02:31 UTC, 1 Nov 2009: St John's went from 00:01 back to 23:01 of the day before, so midnight came twice.
    const atMidnight = fc.integer({ min: 0, max: 7_200 }).map((s) => new Date(Date.UTC(2009, 10, 1, 1, 31, s)))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(instant, atMidnight), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...zones, ...odd),
        async (instants, timeZone) => {
          const ebookId = randomUUID()
          for (const [i, at] of instants.entries()) {
            const amount = toText(decimal(String(i + 1)).times("0.000000000001"))
            await givenCharge(kernel.db, { attemptId: randomUUID(), ebookId, amount, occurredAt: at.toISOString() })
          }
          const { total, rows } = await sumsOf({ simulated: false, period: { ...EVER, timeZone }, ebookId }, "day")
          const days = rows.map(({ key }) => ({ day: key ?? "" }))
          const alone = await Promise.all(days.map((day) => amountOf({ from: day, to: day, timeZone }, ebookId)))
          expect(alone).toEqual(rows.map((row) => row.total.amount))
          expect(toText(sum(alone.map(decimal)))).toBe(total.amount)
          expect(await amountOf({ from: days[0] ?? null, to: days.at(-1) ?? null, timeZone }, ebookId)).toBe(
            total.amount,
          )
          expect(days.map(({ day }) => day)).toEqual([...new Set(instants.map((at) => localDay(at, timeZone)))].sort())
        },
      ),
      { numRuns: 40 },
    )
  })

  /** The same cut by another authority: ICU's zones instead of PostgreSQL's. */
  const localDay = (at: Date, timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at)
})

describe("an attempt", () => {
  test("shows reported, computed and their variance, its lines, and the usage with its own digits", async () => {
    const usage = '{"prompt_tokens":81,"cost":0.0387240,"big":123456789012345678901234567890,"tiny":1e-7}'
    await givenCharge(kernel.db, {
      attemptId: "a",
      amount: "0.038724",
      reported: "0.038724",
      computed: "0.0387243",
      usage,
    })
    await givenLines(kernel.db, "a", [
      { meter: "input_text", quantity: "81", unitPrice: "0.0000003", amount: "0.0000243" },
      { meter: "output_image", quantity: "1290", unitPrice: null, amount: null },
    ])
    const found = await readAttempt(kernel.db, "a")
    expect(found).toMatchObject({ amount: "0.038724", source: "provider", variance: "-0.0000003", adjustments: [] })
    expect(found?.occurredAt).toBe("2026-11-10T12:00:00.000Z")
    expect(found?.lines).toEqual([
      {
        meter: "input_text",
        quantity: "81",
        unit: "token",
        unitPrice: "0.0000003",
        amount: "0.0000243",
        priceVersionId: 118,
      },
      { meter: "output_image", quantity: "1290", unit: "token", unitPrice: null, amount: null, priceVersionId: null },
    ])
    expect(JSON.stringify(found?.usage)).toBe(usage)
  })

  test("whose answer is lost is unknown in outcome, amount and model, until a charge closes it", async () => {
    await givenUnresolved(kernel.db, { attemptId: "a", model: "asked/model" })
    const lost = { outcome: "unknown", amount: null, model: null, requestedModel: "asked/model", usage: null }
    expect(await readAttempt(kernel.db, "a")).toMatchObject(lost)
    await givenCharge(kernel.db, { attemptId: "a", amount: "1" })
    expect(await readAttempt(kernel.db, "a")).toMatchObject({ outcome: "succeeded", amount: "1" })
    expect((await listed({ page: 1, pageSize: 10 })).total).toBe(1)
  })

  test("that nobody knows is not there", async () => {
    expect(await readAttempt(kernel.db, "nobody")).toBeNull()
  })

  test("is listed newest first, page by page, with how many there are", async () => {
    for (const day of ["10", "12", "11"]) {
      await givenCharge(kernel.db, { attemptId: day, occurredAt: `2026-11-${day}T00:00:00Z`, amount: "1" })
    }
    const page = await listed({ page: 1, pageSize: 2 })
    expect([page.total, page.items.map(({ attemptId }) => attemptId)]).toEqual([3, ["12", "11"]])
    const next = await listed({ page: 2, pageSize: 2 })
    expect([next.total, next.items.map(({ attemptId }) => attemptId)]).toEqual([3, ["10"]])
  })
})

describe("a book", () => {
  test("cuts a call for several pages into exact shares, as money.ts does", async () => {
    const amount = "0.100000000001"
    await givenCharge(kernel.db, { attemptId: "a", ebookId: "book", pages: [3, 1, 2], amount })
    const shares = allocate(decimal(amount), 3).map(toText)
    const book = await bookOf("book")
    expect(book?.pages.map(({ page, amount }) => [page, amount])).toEqual([
      [1, shares[1]],
      [2, shares[2]],
      [3, shares[0]],
    ])
  })

  test("is told in the money it was asked for in; one only reported to us in real money once there is any", async () => {
    const book = { title: "Dino Days", themeId: "dinosaurs", requestedAt: "2026-11-01T00:00:00Z" }
    await givenBook(kernel.db, { ...book, ebookId: "play", simulated: true })
    await givenCharge(kernel.db, { attemptId: "a", ebookId: "reported", simulated: true, amount: "7" })
    await givenCharge(kernel.db, { attemptId: "b", ebookId: "reported", amount: "1" })
    expect((await bookOf("play"))?.total).toMatchObject({ amount: "0", simulated: true })
    expect((await bookOf("reported"))?.total).toMatchObject({ amount: "1", simulated: false })
    expect((await bookOf("reported", true))?.total).toMatchObject({ amount: "7", simulated: true })
    expect(await bookOf("nobody")).toBeNull()
  })

  test("stands in the list by when it first cost something, the newest first, with its title or none", async () => {
    const book = { title: "Dino Days", themeId: "dinosaurs", simulated: false }
    await givenBook(kernel.db, { ...book, ebookId: "old", requestedAt: "2026-11-01T00:00:00Z" })
    await givenCharge(kernel.db, { attemptId: "a", ebookId: "old", amount: "1", occurredAt: "2026-11-20T00:00:00Z" })
    await givenCharge(kernel.db, { attemptId: "b", ebookId: "new", amount: "2", occurredAt: "2026-11-05T00:00:00Z" })
    await givenCharge(kernel.db, { attemptId: "c", ebookId: "newest", amount: "3", occurredAt: "2026-11-22T00:00:00Z" })
    await recount(kernel.db)
    const every = { simulated: false, stretches: stretchesOf(EVER) }
    const { items, hasMore } = await listBooks(kernel.db, every, { page: 1, pageSize: 50 })
    expect([await countBooks(kernel.db, every), hasMore]).toEqual([3, false])
    expect(items.map((item) => [item.ebookId, item.title, item.total.amount])).toEqual([
      ["newest", null, "3"],
      ["old", "Dino Days", "1"],
      ["new", null, "2"],
    ])
  })
})
