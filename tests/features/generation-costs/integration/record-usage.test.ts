import { sql } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { consumed, lost, usageOf } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
beforeEach(() => ledger.emptyLedger())
afterAll(() => ledger.close())

describe("the ledger, when tokens were consumed", () => {
  it("books the attempt once, with its disjoint lines and the prices they were computed from", async () => {
    await ledger.happen(consumed({}))
    expect(await ledger.rows("charges")).toMatchObject([
      {
        attempt_id: "attempt-1",
        ebook_id: "book-1",
        pages: [1],
        model: "google/gemini-2.5-flash-image",
        amount: "0.0387243",
        source: "provider",
        reported: "0.0387243",
        computed: "0.0387243",
        usage: usageOf("0.0387243"),
      },
    ])
    expect(await ledger.rows("usage_lines")).toMatchObject([
      { meter: "input_text", quantity: "81", unit: "token", unit_price: "0.0000003", amount: "0.0000243" },
      { meter: "output_image", quantity: "1290", unit: "token", unit_price: "0.00003", amount: "0.0387" },
    ])
  })

  it("says the attempt's cost once", async () => {
    await ledger.happen(consumed({}))
    expect(await ledger.said()).toEqual([
      {
        name: "generation-costs.cost-calculated",
        payload: {
          of: "attempt",
          attemptId: "attempt-1",
          ebookId: "book-1",
          pages: [1],
          outcome: "succeeded",
          occurredAt: "2026-06-01T10:00:00.000Z",
          amount: "0.0387243",
          source: "provider",
          simulated: false,
        },
      },
    ])
  })

  it("books what it cannot price as unknown, whatever the usage is", async () => {
    await ledger.happen(
      consumed({ attemptId: "none", usage: null }),
      consumed({ attemptId: "broken", usage: '{"cost":0.04' }),
      consumed({ attemptId: "deep", usage: "[".repeat(100_000) }),
      consumed({ attemptId: "unlisted", model: "nobody/knows", usage: '{"prompt_tokens":1,"completion_tokens":1}' }),
      consumed({ attemptId: "without book", ebookId: null, pages: [], usage: "{}" }),
    )
    expect(await ledger.parked()).toEqual([])
    const charges = await ledger.rows("charges")
    expect(charges).toHaveLength(5)
    for (const charge of charges) expect(charge).toMatchObject({ amount: null, source: null, computed: null })
    expect((await ledger.said()).map(({ payload }) => payload["amount"])).toEqual(Array(5).fill(null))
  })

  it("loses no digit of an absurd cost", async () => {
    const costs = ["1e9", "1e400", "1234567890123456789012345678901234567890", "1e-400"]
    await ledger.happen(...costs.map((cost, i) => consumed({ attemptId: `${i}`, usage: usageOf(cost) })))
    expect(await ledger.parked()).toEqual([])
    const charges = await ledger.rows("charges", sql`true`)
    const of = (attempt: string) => charges.find((charge) => charge["attempt_id"] === attempt)
    expect(of("0")?.["amount"]).toBe("1000000000")
    expect(of("1")?.["amount"]).toBe(`1${"0".repeat(400)}`)
    expect(of("2")?.["amount"]).toBe("1234567890123456789012345678901234567890")
    expect(of("3")).toMatchObject({ amount: "0", reported: `0.${"0".repeat(399)}1` })
  })

  it("lets the first content stand, and keeps another one apart once", async () => {
    await ledger.happen(consumed({}), consumed({ usage: usageOf("0.05") }), consumed({ usage: usageOf("0.05") }))
    expect(await ledger.rows("charges")).toMatchObject([{ amount: "0.0387243" }])
    expect(await ledger.parked()).toEqual([])
    expect(await ledger.rows("conflicts")).toMatchObject([
      { attempt_id: "attempt-1", received: expect.stringContaining("0.05") },
    ])
    expect(await ledger.said()).toHaveLength(1)
  })

  it("knows an unknown attempt without charging it, until its late answer closes it", async () => {
    await ledger.happen(lost({}))
    expect(await ledger.rows("charges")).toEqual([])
    expect(await ledger.rows("unresolved_attempts")).toMatchObject([{ attempt_id: "attempt-1", resolved_at: null }])
    await ledger.happen(consumed({}))
    expect(await ledger.rows("charges")).toHaveLength(1)
    expect(await ledger.rows("unresolved_attempts")).toMatchObject([{ resolved_at: expect.anything() }])
  })

  it("does not reopen an attempt whose answer overtook its unknown", async () => {
    await ledger.happen(consumed({}), lost({}))
    expect(await ledger.rows("unresolved_attempts")).toMatchObject([{ resolved_at: expect.anything() }])
  })

  it.each(["charges", "usage_lines", "price_versions"])("refuses to change or empty %s", async (table) => {
    await ledger.happen(consumed({}))
    const before = await ledger.rows(table)
    const column = table === "price_versions" ? "model" : "attempt_id"
    for (const change of ["update % set ? = ?", "delete from %", "truncate %"]) {
      const statement = change.replace("%", `generation_costs.${table}`).replaceAll("?", column)
      await expect(ledger.db.execute(sql.raw(statement)), statement).rejects.toMatchObject({
        cause: { message: expect.stringContaining("is append-only") },
      })
    }
    expect(await ledger.rows(table)).toEqual(before)
  })
})
