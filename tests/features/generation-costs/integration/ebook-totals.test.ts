import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { EbookCancelled, EbookGenerationFailed } from "../../../../src/features/ebook-generation/events.ts"
import { consumed, generated, lost, requested, SAID_AT, usageOf } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
beforeEach(() => ledger.emptyLedger())
afterAll(() => ledger.close())

const totals = async () => (await ledger.said()).map(({ payload }) => payload).filter(({ of }) => of === "ebook")
const differences = async () =>
  (await ledger.said("generation-costs.reconciliation-difference-found")).map(({ payload }) => payload)
const drawn = (id: string, cost: string, told = {}) => consumed({ attemptId: id, usage: usageOf(cost), ...told })

describe("the total of a book", () => {
  it("is said once the ledger has counted all its attempts, and not before", async () => {
    await ledger.happen(requested({}), drawn("a", "0.1"), generated(2, "0.3"))
    expect(await totals()).toEqual([])
    await ledger.happen(drawn("b", "0.2"))
    expect(await totals()).toEqual([
      {
        of: "ebook",
        ebookId: "book-1",
        attempts: 2,
        amount: "0.3",
        unpricedCount: 0,
        unresolvedCount: 0,
        simulated: false,
      },
    ])
    expect(await differences()).toEqual([])
  })

  it("is said once for a book that ends again with as many attempts, and again after more", async () => {
    await ledger.happen(drawn("a", "0.1"), generated(1, "0.1"), generated(1, "0.1"))
    await ledger.happen(EbookCancelled.of({ ebookId: "book-1", attemptCount: 1, reportedTotal: "0.1" }, SAID_AT))
    expect(await totals()).toHaveLength(1)
    await ledger.happen(drawn("b", "0.2"), generated(2, "0.3"))
    expect((await totals()).map(({ amount }) => amount)).toEqual(["0.1", "0.3"])
  })

  it("is said for a book that failed, was cancelled before its first attempt, or was never heard of", async () => {
    const end = (ebookId: string, attemptCount: number) => ({ ebookId, attemptCount, reportedTotal: null })
    await ledger.happen(EbookGenerationFailed.of({ ...end("failed", 0), failedPages: [1] }, SAID_AT))
    await ledger.happen(EbookCancelled.of(end("cancelled", 0), SAID_AT), generated(0, "0", "unheard"))
    expect((await totals()).map(({ ebookId, amount }) => [ebookId, amount])).toEqual([
      ["failed", "0"],
      ["cancelled", "0"],
      ["unheard", "0"],
    ])
  })

  it("counts what is unknown apart, and is said again when a late answer closes an unresolved attempt", async () => {
    await ledger.happen(
      drawn("a", "0.1"),
      drawn("b", "0", { usage: null }),
      lost({ attemptId: "c" }),
      generated(3, null),
    )
    expect(await totals()).toMatchObject([{ attempts: 3, amount: "0.1", unpricedCount: 1, unresolvedCount: 1 }])
    await ledger.happen(drawn("c", "0.2"))
    expect(await totals()).toMatchObject([{}, { attempts: 3, amount: "0.3", unpricedCount: 1, unresolvedCount: 0 }])
  })

  it("is of the book's own kind of money only", async () => {
    await ledger.happen(requested({ simulated: true }), drawn("real", "7"), drawn("play", "0.1", { simulated: true }))
    await ledger.happen(generated(1, "0.1"))
    expect(await totals()).toMatchObject([{ attempts: 1, amount: "0.1", simulated: true }])
    expect(await differences()).toEqual([])
  })

  it("is missed by nobody when its last two attempts are handled at once", async () => {
    for (let round = 0; round < 10; round++) {
      const ebookId = `book at once ${round}`
      const both = ["a", "b"].map((id) => drawn(`${id} ${round}`, "0.1", { ebookId }))
      await ledger.happen(generated(2, "0.2", ebookId))
      await Promise.all(both.map((event) => ledger.happen(event)))
      await ledger.happen()
    }
    expect(await totals()).toHaveLength(10)
  })
})

describe("a difference to what the generation was told", () => {
  it("is found, exactly", async () => {
    await ledger.happen(drawn("a", "0.1234567890123456789"), generated(1, "0.1234567890123456788"))
    expect(await differences()).toEqual([
      {
        ebookId: "book-1",
        attempts: 1,
        ledgerTotal: "0.1234567890123456789",
        reportedTotal: "0.1234567890123456788",
      },
    ])
  })

  it("is none where amounts are written in another way, or where an upstream bill comes on top of what was reported", async () => {
    const usage = '{"cost":0.05,"is_byok":true,"cost_details":{"upstream_inference_cost":1}}'
    await ledger.happen(consumed({ usage }), generated(1, "0.050"))
    expect(await totals()).toMatchObject([{ amount: "1.05" }])
    expect(await differences()).toEqual([])
  })

  it("is not looked for where a report is missing, or where the ledger has counted others", async () => {
    await ledger.happen(drawn("a", "0.1"), generated(1, null))
    await ledger.happen(
      drawn("x", "1", { ebookId: "two" }),
      drawn("y", "2", { ebookId: "two" }),
      generated(1, "1", "two"),
    )
    expect(await totals()).toHaveLength(2)
    expect(await differences()).toEqual([])
  })
})
