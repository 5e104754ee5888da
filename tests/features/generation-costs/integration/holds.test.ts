import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { consumed, lost, usageOf } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
beforeEach(() => ledger.emptyLedger())
afterAll(() => ledger.close())

const FLASH = "google/gemini-2.5-flash-image"
const intention = { attemptId: "next", ebookId: "book-1", model: FLASH, simulated: false, purpose: "page" }
const reserve = (told: Partial<typeof intention> = {}) =>
  ledger.bus.transaction((tx) => ledger.feature.reserve(tx, { ...intention, ...told }))
const openHolds = async () =>
  (await ledger.rows("holds")).filter(({ closed_at }) => closed_at === null).map(({ attempt_id }) => attempt_id)

describe("a hold", () => {
  it("is the price of the model's usual picture and 10 % at first", async () => {
    // 100 × $0.0000003 + 1290 × $0.00003 = $0.03873
    expect(await reserve()).toEqual({ granted: true, amount: "0.042603" })
  })

  it("is the dearest of the last 20 like attempts and 10 %", async () => {
    const drawn = (id: string, cost: string, told = {}) => consumed({ attemptId: id, usage: usageOf(cost), ...told })
    const minute = (i: number) => ({ occurredAt: `2026-06-01T10:${10 + i}:00Z` })
    await ledger.happen(
      drawn("of old", "9", { occurredAt: "2026-05-01T00:00:00Z" }),
      drawn("cover", "8", { purpose: "cover", ...minute(40) }),
      drawn("play", "7", { simulated: true, ...minute(40) }),
      drawn("other", "6", { requestedModel: "google/gemini-3-pro-image", ...minute(40) }),
      ...Array.from({ length: 20 }, (_, i) => drawn(`${i}`, i === 3 ? "0.05" : "0.04", minute(i))),
      drawn("for nothing", "0", minute(30)),
    )
    expect(await reserve()).toEqual({ granted: true, amount: "0.055" })
  })

  it("is of no known amount where the model has no price", async () => {
    expect(await reserve({ model: "nobody/knows" })).toEqual({ granted: true, amount: null })
    expect(await openHolds()).toEqual(["next"])
  })

  it("is asked for once: asking again for an attempt answers the same", async () => {
    await reserve()
    await ledger.happen(consumed({ usage: usageOf("5") }))
    expect(await reserve()).toEqual({ granted: true, amount: "0.042603" })
    expect(await ledger.rows("holds")).toHaveLength(1)
  })

  it("is settled by the charge, stays while the outcome is unknown, and goes when nothing was sent", async () => {
    for (const attemptId of ["charged", "lost", "unsent"]) await reserve({ attemptId })
    await ledger.happen(consumed({ attemptId: "charged" }), lost({ attemptId: "lost" }))
    await ledger.bus.transaction((tx) => ledger.feature.release(tx, "unsent"))
    expect(await openHolds()).toEqual(["lost"])
    await ledger.happen(consumed({ attemptId: "lost" }))
    expect(await openHolds()).toEqual([])
  })
})

describe("the estimate of a book", () => {
  it("is a cover and its pages", async () => {
    const request = { coverModel: "google/gemini-3-pro-image", pageModel: FLASH, pageCount: 24 }
    // cover: 120 × $0.000002 + 1120 × $0.00012 = $0.13464; 24 pages of $0.03873
    expect(await ledger.feature.estimate(request)).toEqual({ amount: "1.06416", low: "1.0632", high: "1.59624" })
  })

  it("is unknown where a model has no price", async () => {
    const request = { coverModel: "nobody/knows", pageModel: FLASH, pageCount: 24 }
    expect(await ledger.feature.estimate(request)).toBeNull()
  })
})
