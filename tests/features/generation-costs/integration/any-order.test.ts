import { sql } from "drizzle-orm"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { checkLedger } from "../../../../src/features/generation-costs/infrastructure/sums/check-ledger.ts"
import { recount } from "../../../../src/features/generation-costs/infrastructure/sums/recount.ts"
import type { DomainEvent } from "../../../../src/shared/events/domain-event.ts"
import { publish } from "../../../../src/shared/events/transaction.ts"
import { consumed, generated, illustrated, lost, requested, usageOf } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

/** Five attempts: one was lost and answered late, one stays lost, one was refused, one has no usage. */
const STORY: readonly DomainEvent[] = [
  requested({}),
  consumed({ attemptId: "a", pages: [0], usage: usageOf("0.1") }),
  lost({ attemptId: "b" }),
  consumed({ attemptId: "b", usage: usageOf("0.2") }),
  lost({ attemptId: "c", pages: [2] }),
  consumed({ attemptId: "d", pages: [2], outcome: "refused", imagesReturned: 0, usage: usageOf("0.003") }),
  consumed({ attemptId: "e", pages: [2], usage: null }),
  illustrated(1, "b"),
  illustrated(2, "e"),
  generated(5, null),
]

/** The whole ledger without the instants of its own clock and of what came first. */
async function book() {
  await recount(ledger.db)
  expect(await checkLedger(ledger.db)).toMatchObject({ agrees: true, differences: [] })
  const derived = ["standings", "rollups", "ebook_spans"]
  const tables = ["charges", "usage_lines", "unresolved_attempts", "kept_pages", "ebooks", "conflicts", ...derived]
  const rows = await Promise.all(tables.map((table) => ledger.rows(table)))
  const totals = (await ledger.said()).filter(({ payload }) => payload["of"] === "ebook").map(({ payload }) => payload)
  const timeless = rows
    .flat()
    .filter(({ attempts }) => attempts !== 0)
    .map(({ recorded_at: _, resolved_at, ...row }) => ({ ...row, resolved: resolved_at != null }))
  return { timeless, total: totals.at(-1) }
}

describe("the ledger, whatever order events come in and however often", () => {
  it("is the same", async () => {
    await ledger.emptyLedger()
    await ledger.happen(...STORY)
    const expected = await book()
    expect(expected.total).toMatchObject({ attempts: 5, amount: "0.303", unpricedCount: 1, unresolvedCount: 1 })

    const twisted = fc
      .shuffledSubarray([...STORY], { minLength: STORY.length })
      .chain((order) => fc.subarray(order).map((again) => [...order, ...again]))
    await fc.assert(
      fc.asyncProperty(twisted, async (events) => {
        await ledger.emptyLedger()
        await ledger.happen(...events.map((event) => ({ ...event, id: crypto.randomUUID() })))
        expect(await ledger.parked()).toEqual([])
        expect(await book()).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  }, 60_000)

  it("is the same when everything happens at once", async () => {
    await ledger.emptyLedger()
    await ledger.happen(...STORY)
    const expected = await book()
    for (let round = 0; round < 5; round++) {
      await ledger.emptyLedger()
      await Promise.all(STORY.map((event) => ledger.bus.transaction((tx) => publish(tx, event))))
      await Promise.all(Array.from({ length: 8 }, () => ledger.bus.drain()))
      const { rows } = await ledger.db.execute(
        sql`select * from events.deliveries where state <> 'handled' or last_error is not null`,
      )
      expect(rows).toEqual([])
      expect(await book()).toEqual(expected)
    }
  })
})
