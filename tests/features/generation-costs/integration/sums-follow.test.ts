import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { EbookDeleted, EbookRenamed } from "../../../../src/features/ebook-generation/events.ts"
import { EVER } from "../../../../src/features/generation-costs/domain/time/period.ts"
import { checkLedger } from "../../../../src/features/generation-costs/infrastructure/sums/check-ledger.ts"
import { type Grouping, readTotals } from "../../../../src/features/generation-costs/infrastructure/sums/cost-totals.ts"
import { recount } from "../../../../src/features/generation-costs/infrastructure/sums/recount.ts"
import { consumed, illustrated, lost, requested, SAID_AT, usageOf } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
})
afterEach(async () => {
  await recount(ledger.db)
  expect(await checkLedger(ledger.db)).toMatchObject({ agrees: true })
  await ledger.close()
})

const totals = async (groupBy: Grouping | null = null) => {
  await recount(ledger.db)
  return readTotals(ledger.db, { simulated: false, period: EVER, ebookId: null }, groupBy)
}
const amounts = async (groupBy: Grouping) =>
  Object.fromEntries((await totals(groupBy)).rows.map(({ key, total }) => [String(key), total.amount]))
const drawn = (attemptId: string, cost: string, told: Parameters<typeof consumed>[0] = {}) =>
  consumed({ attemptId, generationId: `of-${attemptId}`, usage: usageOf(cost), ...told })

describe("the sums follow the ledger", () => {
  it("a late event restates the day it belongs to", async () => {
    await ledger.happen(drawn("a", "1", { occurredAt: "2026-05-31T12:00:00Z" }), drawn("b", "2"))
    expect(await amounts("day")).toEqual({ "2026-05-31": "1", "2026-06-01": "2" })
    await ledger.happen(drawn("late", "4", { occurredAt: "2026-05-31T12:00:01Z" }))
    expect(await amounts("day")).toEqual({ "2026-05-31": "5", "2026-06-01": "2" })
  })

  it("a late answer turns what was unresolved into what it cost, under the model that served", async () => {
    await ledger.happen(lost({ attemptId: "a", requestedModel: "asked/model" }))
    expect(await totals()).toMatchObject({ attempts: 1, total: { amount: "0", unresolvedCount: 1 } })
    expect((await totals("model")).rows.map(({ key, attempts }) => [key, attempts])).toEqual([["asked/model", 1]])
    await ledger.happen(drawn("a", "1", { model: "served/model" }))
    expect(await totals()).toMatchObject({ attempts: 1, total: { amount: "1", unresolvedCount: 0 } })
    expect((await totals("model")).rows.map(({ key, attempts }) => [key, attempts])).toEqual([["served/model", 1]])
  })

  it("a picture that replaces another makes that one waste, and the page is kept once", async () => {
    await ledger.happen(drawn("a", "1"), drawn("b", "2"), drawn("c", "4", { outcome: "refused", imagesReturned: 0 }))
    expect(await totals()).toMatchObject({ keptPages: 0, waste: "4", wastedAttempts: 1 })
    await ledger.happen(illustrated(1, "a"))
    expect(await totals()).toMatchObject({ keptPages: 1, waste: "6", wastedAttempts: 2, costPerKeptPage: "7" })
    await ledger.happen(illustrated(1, "b"))
    expect(await totals()).toMatchObject({ keptPages: 1, waste: "5", wastedAttempts: 2 })
    await ledger.happen(illustrated(1, null))
    expect(await totals()).toMatchObject({ keptPages: 0, waste: "4", wastedAttempts: 1 })
  })

  it("an attempt for several pages is waste once each of them keeps another's picture", async () => {
    await ledger.happen(drawn("two", "1", { pages: [1, 2] }), drawn("a", "2"), drawn("b", "4", { pages: [2] }))
    await ledger.happen(illustrated(1, "two"), illustrated(2, "two"))
    expect(await totals()).toMatchObject({ keptPages: 2, waste: "6" })
    await ledger.happen(illustrated(1, "a"))
    expect(await totals()).toMatchObject({ keptPages: 2, waste: "4" })
    await ledger.happen(illustrated(2, "b"))
    expect(await totals()).toMatchObject({ keptPages: 2, waste: "1" })
  })

  it("the theme of a book that is told after its costs moves them there", async () => {
    await ledger.happen(drawn("a", "1"), lost({ attemptId: "b" }))
    expect(await amounts("theme")).toEqual({ null: "1" })
    await ledger.happen(requested({ themeId: "dinosaurs" }))
    expect(await totals("theme")).toMatchObject({ rows: [{ key: "dinosaurs", attempts: 2, total: { amount: "1" } }] })
  })

  it("a book that is renamed or deleted costs what it did", async () => {
    await ledger.happen(requested({}), drawn("a", "1"))
    const before = await Promise.all([totals("ebook"), totals("theme"), totals("day")])
    const ebookId = "book-1"
    await ledger.happen(
      EbookRenamed.of({ ebookId, title: "Another", author: null }, SAID_AT),
      EbookDeleted.of({ ebookId }, SAID_AT),
    )
    expect(await Promise.all([totals("ebook"), totals("theme"), totals("day")])).toEqual(before)
  })

  it("the same told again, or otherwise, changes nothing", async () => {
    await ledger.happen(drawn("a", "1"))
    const before = await totals("outcome")
    await ledger.happen(drawn("a", "1"), drawn("a", "7"), drawn("a", "1", { outcome: "refused" }))
    expect(await totals("outcome")).toEqual(before)
    expect(await ledger.rows("conflicts")).toHaveLength(2)
  })

  it("a generation counts with its first attempt, whichever is told first", async () => {
    const at = (occurredAt: string, model: string) => ({ generationId: "g", occurredAt, model })
    await ledger.happen(drawn("second", "2", at("2026-06-02T10:00:00Z", "b/b")))
    const counts = async (groupBy: Grouping) =>
      Object.fromEntries(
        (await totals(groupBy)).rows.map(({ key, generations, attempts }) => [key, [generations, attempts]]),
      )
    expect(await counts("day")).toEqual({ "2026-06-02": [1, 1] })
    await ledger.happen(drawn("first", "1", at("2026-06-01T10:00:00Z", "a/a")))
    expect(await counts("day")).toEqual({ "2026-06-01": [1, 1], "2026-06-02": [0, 1] })
    expect(await counts("model")).toEqual({ "a/a": [1, 1], "b/b": [0, 1] })
    expect(await totals()).toMatchObject({ generations: 1, attempts: 2 })
  })

  it("many charges of a picodollar and less are added exactly", async () => {
    const cost = (i: number) => `0.00000000000${(i % 9) + 1}`
    await ledger.happen(...Array.from({ length: 200 }, (_, i) => drawn(`tiny-${i}`, cost(i), { pages: [i % 24] })))
    const sum = Array.from({ length: 200 }, (_, i) => BigInt((i % 9) + 1)).reduce((all, one) => all + one, 0n)
    expect((await totals()).total.amount).toBe(`0.${String(sum).padStart(12, "0")}`.replace(/0+$/, ""))
  })
})
