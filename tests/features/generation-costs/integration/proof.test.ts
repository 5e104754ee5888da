import { sql } from "drizzle-orm"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { checkLedger } from "../../../../src/features/generation-costs/infrastructure/sums/check-ledger.ts"
import { rebuildLedger } from "../../../../src/features/generation-costs/infrastructure/sums/rebuild-ledger.ts"
import { lockRollups, recount } from "../../../../src/features/generation-costs/infrastructure/sums/recount.ts"
import { consumed, illustrated, lost, requested, usageOf } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await ledger.happen(
    requested({}),
    consumed({ attemptId: "a", usage: usageOf("0.1") }),
    consumed({ attemptId: "b", usage: usageOf("0.2"), generationId: "g2" }),
    consumed({ attemptId: "c", pages: [2], outcome: "refused", imagesReturned: 0, usage: usageOf("0.003") }),
    consumed({ attemptId: "d", pages: [3], usage: null }),
    consumed({ attemptId: "e", simulated: true, ebookId: "book-2", usage: usageOf("7") }),
    lost({ attemptId: "f", pages: [4] }),
    illustrated(1, "b"),
  )
  await recount(ledger.db)
})
afterEach(() => ledger.close())

const derived = async () => Promise.all(["standings", "rollups", "ebook_spans"].map((table) => ledger.rows(table)))
/** Breaks a rule of the database that nobody can break from outside. */
const force = (change: string) =>
  ledger.db.execute(sql.raw(`set session_replication_role = replica; ${change}; set session_replication_role = origin`))

describe("the proof of the ledger", () => {
  it("adds up charges, rollups and what the provider reported, each kind of money by itself", async () => {
    expect(await checkLedger(ledger.db)).toEqual({
      agrees: true,
      differences: [],
      money: [
        {
          simulated: false,
          ...{ attempts: 5, unpriced: 1, unresolved: 1, ledger: "0.303", rollups: "0.303" },
          ...{ provider: { charges: 3, ledger: "0.303", raw: "0.303" }, own: { charges: 0, ledger: "0" } },
        },
        {
          simulated: true,
          ...{ attempts: 1, unpriced: 0, unresolved: 0, ledger: "7", rollups: "7" },
          ...{ provider: { charges: 1, ledger: "7", raw: "7" }, own: { charges: 0, ledger: "0" } },
        },
      ],
    })
  })

  it("counts what was not recounted yet, and is no difference", async () => {
    await ledger.happen(consumed({ attemptId: "new", pages: [5], usage: usageOf("1") }))
    const proof = await checkLedger(ledger.db)
    expect(proof).toMatchObject({ agrees: true, money: [{ ledger: "1.303", rollups: "1.303" }, {}] })
    expect((await ledger.rows("marks")).length).toBeGreaterThan(0)
  })

  it("keeps nobody from counting, and a recount that has to wait too long leaves things as they are", async () => {
    await ledger.happen(consumed({ attemptId: "new", pages: [5], usage: usageOf("1") }))
    await ledger.db.transaction(async (tx) => {
      await lockRollups(tx)
      await recount(ledger.db)
      expect(await checkLedger(ledger.db)).toMatchObject({ agrees: true, money: [{ ledger: "1.303" }, {}] })
    })
    expect((await ledger.rows("marks")).length).toBeGreaterThan(0)
    await recount(ledger.db)
    expect(await ledger.rows("marks")).toEqual([])
  })

  it.each([
    [
      "a rollup of another amount",
      "update generation_costs.rollups set amount = amount + 0.000000000001 where cut = 'theme' and grain = 60 and not simulated",
      "rollups",
    ],
    [
      "a rollup too many",
      "insert into generation_costs.rollups select simulated, cut, grain, bucket + interval '1 day', model, purpose, outcome, waste_reason, theme_id, ebook_id, attempts, generations, unpriced, unresolved, wasted, kept_pages, images, told, tokens, amount, waste from generation_costs.rollups where cut = 'all' and grain = 15",
      "rollups",
    ],
    ["a rollup that is gone", "delete from generation_costs.rollups where cut = 'ebook' and grain = 15", "rollups"],
    [
      "a standing of another reason",
      "update generation_costs.standings set waste_reason = 'lost' where attempt_id = 'a'",
      "standings",
    ],
    ["a standing that is gone", "delete from generation_costs.standings where attempt_id = 'c'", "standings"],
    [
      "a standing of nothing",
      "insert into generation_costs.standings select 'z', generation_id, ebook_id, theme_id, pages, purpose, model, outcome, waste_reason, occurred_at, simulated, attempts, generations, unpriced, unresolved, wasted, kept_pages, images, told, tokens, amount, waste from generation_costs.standings where attempt_id = 'a'",
      "standings",
    ],
    ["a kept page that nobody marked", "delete from generation_costs.kept_pages", "standings"],
  ])("finds %s, and a rebuild mends it", async (_, lie, what) => {
    const right = await derived()
    await force(lie)
    const wrong = await checkLedger(ledger.db)
    expect(wrong).toMatchObject({ agrees: false })
    expect(wrong.differences.map((difference) => difference.what)).toContain(what)
    await rebuildLedger(ledger.db)
    expect(await checkLedger(ledger.db)).toMatchObject({ agrees: true })
    if (!lie.includes("kept_pages")) expect(await derived()).toEqual(right)
  })

  it.each([
    [
      "a charge of another amount than reported",
      "update generation_costs.charges set amount = amount + 1 where attempt_id = 'a'",
      "sums",
    ],
    [
      "a report that its raw usage does not bear out",
      "update generation_costs.charges set reported = reported + 1 where attempt_id = 'a'",
      "raw-usage",
    ],
    [
      "lines that do not add up to what was computed",
      "update generation_costs.usage_lines set amount = amount * 2 where attempt_id = 'a'",
      "lines",
    ],
  ])("finds %s", async (_, lie, what) => {
    await force(lie)
    const wrong = await checkLedger(ledger.db)
    expect(wrong.differences.map((difference) => difference.what)).toContain(what)
  })
})

describe("a rebuild", () => {
  it("makes everything derived anew, and writes nothing where nothing is wrong", async () => {
    const right = await derived()
    await ledger.db.execute(
      sql`truncate generation_costs.standings, generation_costs.rollups, generation_costs.ebook_spans`,
    )
    expect(await rebuildLedger(ledger.db)).toMatchObject({ standings: 6 })
    expect(await derived()).toEqual(right)
    expect(await rebuildLedger(ledger.db)).toEqual({ standings: 0, rollups: 0 })
  })

  it("may happen while charges are recorded, and none is lost or counted twice", async () => {
    const recording = Array.from({ length: 30 }, (_, i) =>
      ledger.happen(consumed({ attemptId: `at-once-${i}`, pages: [9], usage: usageOf("0.01") })),
    )
    await Promise.all([...recording, rebuildLedger(ledger.db), recount(ledger.db), rebuildLedger(ledger.db)])
    expect(await checkLedger(ledger.db)).toMatchObject({
      agrees: true,
      money: [{ ledger: "0.603", rollups: "0.603" }, {}],
    })
  })
})
