import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { EVER } from "../../../../src/features/generation-costs/domain/time/period.ts"
import { exportFocus } from "../../../../src/features/generation-costs/infrastructure/focus/focus-export.ts"
import { recount } from "../../../../src/features/generation-costs/infrastructure/sums/recount.ts"
import { streamed } from "../../../../src/features/generation-costs/presentation/export/export-csv.ts"
import { readCsv } from "../csv.ts"
import { type Ledger, openLedger } from "../ledger.ts"
import { shellOver, sumOf } from "./exported-ledger.ts"
import { givenCharge } from "./given-ledger.ts"

let ledger: Ledger
let shell: ReturnType<typeof shellOver>
beforeAll(async () => {
  ledger = await openLedger()
  shell = shellOver(ledger)
})
afterAll(() => ledger.close())
beforeEach(() => ledger.emptyLedger())

const EXPORT = "/api/v1/costs/export.csv"
const REAL = { simulated: false, period: EVER }
const PATIENCE = 10_000
/** The tests' kernel ends a transaction that stands still for a third of its lease of 10 s. */
const STANDSTILL_MS = 3_800

/** Transactions of this database, but for the one that asks. */
async function openTransactions(): Promise<number> {
  const { rows } = await ledger.db.execute<{ n: number }>(sql`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and xact_start is not null and backend_type = 'client backend'
      and pid <> pg_backend_pid()`)
  return rows[0]?.n ?? -1
}
const untilNoneIsOpen = async () => {
  for (let tries = 0; tries < 100 && (await openTransactions()) > 0; tries++) await sleep(20)
  return openTransactions()
}

/** So many charges of two lines, $0.03 each, a second apart. */
async function manyCharges(count: number): Promise<void> {
  await ledger.db.execute(sql`
    insert into generation_costs.charges (attempt_id, generation_id, pages, purpose, route, model, requested_model,
      outcome, occurred_at, images_returned, amount, source, computed, simulated, fingerprint)
    select 'many-' || n, 'many-' || n, '{}', 'page', 'images', 'press/model', 'press/model', 'succeeded',
      timestamptz '2026-11-01 00:00:00Z' + n * interval '1 second', 1, 0.03, 'local', 0.03, false, 'f'
    from generate_series(1, ${count}::integer) as n`)
  await ledger.db.execute(sql`
    insert into generation_costs.usage_lines (attempt_id, position, meter, quantity, unit, unit_price, amount)
    select 'many-' || n, line, 'output_image', 10, 'token', 0.001 * line, 0.01 * line
    from generate_series(1, ${count}::integer) as n, generate_series(1, 2) as line`)
  await recount(ledger.db)
}

describe("a large export", () => {
  it("comes in small pieces, each read from the database when the last one was taken", async () => {
    await manyCharges(10_000)
    const pieces: string[] = []
    await exportFocus(
      ledger.db,
      REAL,
      async (text) => {
        pieces.push(text)
        const open = await openTransactions()
        // Before anybody reads nothing is open; then one transaction waits for its reader.
        expect(open).toBe(pieces.length === 1 ? 0 : 1)
      },
      PATIENCE,
    )
    const { rows } = readCsv(pieces.join(""))
    expect([rows.length, sumOf(rows, "EffectiveCost"), rows[0]?.["x_AttemptId"]]).toEqual([20_000, "300", "many-1"])
    expect(pieces).toHaveLength(41)
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(500_000)
  })

  it("is of one instant: what is recorded meanwhile is not in it", async () => {
    await manyCharges(1_500)
    const pieces: string[] = []
    await exportFocus(
      ledger.db,
      REAL,
      async (text) => {
        pieces.push(text)
        if (pieces.length !== 2) return
        await givenCharge(ledger.db, { attemptId: "meanwhile", occurredAt: "2026-12-01T00:00:00Z", amount: "7" })
        await ledger.db.execute(sql`
          insert into generation_costs.adjustments (attempt_id, kind, amount, amount_after, reason, author, recorded_at)
          values ('many-1400', 'repricing', 9, 9.03, 'a test', 'Mara Lind', now())`)
        await recount(ledger.db)
      },
      PATIENCE,
    )
    expect(sumOf(readCsv(pieces.join("")).rows, "EffectiveCost")).toBe("45")
    expect(sumOf(readCsv(await (await shell.request(EXPORT)).text()).rows, "EffectiveCost")).toBe("61")
  })

  it("ends, and lets the database go, when its reader goes", async () => {
    await manyCharges(3_000)
    const answer = await shell.request(EXPORT)
    const reader = answer.body?.getReader()
    for (let pieces = 0; pieces < 2; pieces++) await reader?.read()
    const whileReading = await openTransactions()
    await reader?.cancel()
    expect([whileReading, await untilNoneIsOpen()]).toEqual([1, 0])
  })

  it("waits for a slow reader, longer than other transactions may stand still", async () => {
    await manyCharges(300)
    const pieces: string[] = []
    const slowly = async (text: string) => {
      if (pieces.push(text) === 2) await sleep(STANDSTILL_MS)
    }
    await exportFocus(ledger.db, REAL, slowly, PATIENCE)
    expect(readCsv(pieces.join("")).rows).toHaveLength(600)
  })

  it("gives up a reader who takes nothing", async () => {
    await manyCharges(10)
    const taken: string[] = []
    const stalled = exportFocus(
      ledger.db,
      REAL,
      (text) => (taken.push(text) === 1 ? Promise.resolve() : new Promise(() => {})),
      50,
    )
    await expect(stalled).rejects.toThrow("nobody read the export for 0.05 s")
    expect(await untilNoneIsOpen()).toBe(0)
  })

  it("holds nothing for a request that wants no body", async () => {
    await manyCharges(10)
    const answer = await shell.request(EXPORT, { method: "HEAD" })
    expect([answer.status, await openTransactions()]).toEqual([200, 0])
  })

  it("breaks off where it fails, so that nobody takes it for whole", async () => {
    const reader = streamed(async (write) => {
      await write("the beginning")
      throw new Error("the database is gone")
    }).getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("the beginning")
    await expect(reader.read()).rejects.toThrow("the database is gone")
  })
})
