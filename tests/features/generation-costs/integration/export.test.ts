import { sql } from "drizzle-orm"
import fc from "fast-check"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { FOCUS_COLUMNS } from "../../../../src/features/generation-costs/domain/focus/focus-columns.ts"
import { decimal, toText } from "../../../../src/shared/money.ts"
import { readCsv } from "../csv.ts"
import { consumed, lost, requested, usageOf } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"
import { givenAttempts, randomAttempts, randomQuery, shellOver, sumOf } from "./exported-ledger.ts"

let ledger: Ledger
let shell: ReturnType<typeof shellOver>
beforeAll(async () => {
  ledger = await openLedger()
  shell = shellOver(ledger)
})
afterAll(() => ledger.close())
beforeEach(() => ledger.emptyLedger())

const EXPORT = "/api/v1/costs/export.csv"
const exported = async (query: string, path = EXPORT) => readCsv(await (await shell.request(`${path}?${query}`)).text())
const attemptsIn = (rows: readonly Record<string, string>[], state: string) =>
  new Set(rows.filter(({ x_State }) => x_State === state).map(({ x_AttemptId }) => x_AttemptId)).size

describe("the sum of the exported costs", () => {
  it("equals GET /costs to the last digit, whatever is in the ledger and is asked for", {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        randomAttempts,
        fc.array(randomQuery, { minLength: 1, maxLength: 3 }),
        async (attempts, queries) => {
          await ledger.emptyLedger()
          await givenAttempts(ledger.db, attempts)
          for (const query of queries) {
            const answer = await shell.request(`/api/v1/costs?${query}`)
            const { total, attempts: count } = (await answer.json()) as any
            const { rows } = await exported(query)
            expect([query, sumOf(rows, "EffectiveCost")]).toEqual([query, total.amount])
            expect(sumOf(rows, "BilledCost")).toBe(total.amount)
            expect(new Set(rows.map(({ x_AttemptId }) => x_AttemptId)).size).toBe(count)
            expect(attemptsIn(rows, "unpriced")).toBe(total.unpricedCount)
            expect(attemptsIn(rows, "unresolved")).toBe(total.unresolvedCount)
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  it("is made of rows whose list cost is quantity times price, wherever there is a price", async () => {
    await fc.assert(
      fc.asyncProperty(randomAttempts, async (attempts) => {
        await ledger.emptyLedger()
        await givenAttempts(ledger.db, attempts)
        const { rows } = await exported("")
        for (const { ListUnitPrice, PricingQuantity, ListCost } of rows.filter((row) => row["ListUnitPrice"] !== "")) {
          expect(ListCost).toBe(toText(decimal(ListUnitPrice ?? "").times(decimal(PricingQuantity ?? ""))))
        }
      }),
      { numRuns: 10 },
    )
  })
})

describe("the export", () => {
  beforeEach(async () => {
    await ledger.happen(
      requested({ title: '=HYPERLINK("http://evil.example")' }),
      consumed({ attemptId: "drawn", usage: usageOf("0.1"), occurredAt: "2026-06-01T10:00:00Z" }),
      consumed({ attemptId: "later", usage: null, occurredAt: "2026-06-03T10:00:00Z" }),
      lost({ attemptId: "lost", occurredAt: "2026-06-02T10:00:00Z" }),
      consumed({ attemptId: "played", simulated: true, ebookId: "book-2" }),
    )
  })

  it("has exactly the documented columns, and a file's headers", async () => {
    const answer = await shell.request(`${EXPORT}?from=2026-06-01&to=2026-06-02T12:00:00%2B02:00`)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="colophon-costs-from-2026-06-01-to-2026-06-02T12-00-00-02-00.csv"',
      "cache-control": "no-store",
    })
    expect((await answer.text()).split("\n")[0]).toBe(FOCUS_COLUMNS.join(","))
    const simulated = await shell.request(`${EXPORT}?simulated=true`)
    expect(simulated.headers.get("content-disposition")).toBe('attachment; filename="colophon-costs-simulated.csv"')
    await simulated.body?.cancel()
  })

  it("has one kind of money, oldest attempt first, and says what is not known", async () => {
    const { rows } = await exported("")
    expect(rows.map(({ x_AttemptId, x_State, x_Simulated }) => [x_AttemptId, x_State, x_Simulated])).toEqual([
      ["drawn", "priced", "false"],
      ["drawn", "priced", "false"],
      ["lost", "unresolved", "false"],
      ["later", "unpriced", "false"],
    ])
    expect(rows.slice(2).map(({ EffectiveCost, x_Outcome }) => [EffectiveCost, x_Outcome])).toEqual([
      ["", "unknown"],
      ["", "succeeded"],
    ])
    expect((await exported("simulated=true")).rows.map(({ x_Simulated }) => x_Simulated)).toEqual(["true", "true"])
  })

  it("defuses what somebody else wrote", async () => {
    const { rows } = await exported("")
    expect(rows[0]?.["ResourceName"]).toBe('\'=HYPERLINK("http://evil.example")')
  })

  it("tells an attempt resolved by hand on one row, with what was found out last", async () => {
    await ledger.db.execute(sql`
      insert into generation_costs.adjustments (attempt_id, kind, amount, amount_after, reason, author, recorded_at)
      values ('lost', 'resolution', 0.05, 0.05, 'A guess.', 'Mara Lind', now()),
             ('lost', 'resolution', -0.01, 0.04, 'The bill.', 'Mara Lind', now())`)
    const { rows } = await exported("from=2026-06-02&to=2026-06-02")
    expect(rows).toMatchObject([
      {
        ChargeCategory: "Usage",
        EffectiveCost: "0.04",
        x_State: "priced",
        x_Outcome: "unknown",
        x_CostSource: "local",
      },
    ])
  })

  it("is the same from the page, which calls the money by its name and shows real money where there is any", async () => {
    const page = "/dashboard/costs/export.csv"
    expect(await exported("money=real&from=2026-06-02", page)).toEqual(await exported("from=2026-06-02"))
    expect(await exported("", page)).toEqual(await exported(""))
    expect(await exported("money=simulated", page)).toEqual(await exported("simulated=true"))
  })

  it.each([
    [`${EXPORT}?from=soon`, "from takes a date such as 2026-11-23"],
    [`${EXPORT}?from=2026-06-02&to=2026-06-01`, "to takes a date or an instant that is not before from."],
    [`${EXPORT}?tz=Mars`, "tz takes an IANA time zone"],
    [`${EXPORT}?simulated=both`, "simulated takes true or false."],
    [`${EXPORT}?groupBy=day`, "groupBy is not known here."],
    ["/dashboard/costs/export.csv?money=all", "money takes real or simulated."],
    ["/dashboard/costs/export.csv?period=ever", "period is not known here."],
  ])("refuses %s", async (path, sentence) => {
    const answer = await shell.request(path)
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(sentence)])
  })
})
