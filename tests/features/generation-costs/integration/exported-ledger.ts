import { sql } from "drizzle-orm"
import fc from "fast-check"
import { costsQuery } from "../../../../src/features/generation-costs/presentation/api/costs-schemas.ts"
import type { Db } from "../../../../src/shared/database/database.ts"
import { decimal, roundToPicodollar, sum, toText, ZERO } from "../../../../src/shared/money.ts"
import { createShell } from "../../../../src/shared/web/shell.ts"
import { loadStaticFiles } from "../../../../src/shared/web/static-files.ts"
import type { Ledger } from "../ledger.ts"
import { givenCharge, givenLines, givenUnresolved } from "./given-ledger.ts"

/** Pages and API of the ledger, for somebody who is signed in. */
export const shellOver = ({ feature, log }: Ledger) =>
  createShell({
    log,
    staticFiles: loadStaticFiles(),
    simulated: false,
    authenticate: async () => ({ name: "Mara Lind", via: "session" }),
    isReady: async () => true,
    metrics: async () => [],
    features: [feature],
  })

/** Exact; an empty cell is in no sum. */
export const sumOf = (rows: readonly Record<string, string>[], column: string): string =>
  toText(sum(rows.flatMap((row) => (row[column] ? [decimal(row[column])] : []))))

export type RandomAttempt = {
  occurredAt: number
  kind: "reported" | "computed" | "lost"
  /** Picodollars. */
  reported: bigint
  lines: { quantity: number; price: bigint | null }[]
  /** What it was corrected to, or found out to have cost, in picodollars; null: nobody knows. */
  after: (bigint | null)[]
  simulated: boolean
}

const FROM = Date.parse("2026-10-24T00:00:00Z")
const TO = Date.parse("2026-11-03T00:00:00Z")
const picos = fc.bigInt({ min: 0n, max: 10n ** 12n })

/** Attempts of every kind about the end of a month, and the end of summer time. */
export const randomAttempts: fc.Arbitrary<RandomAttempt[]> = fc.array(
  fc.record({
    occurredAt: fc.integer({ min: FROM, max: TO }),
    kind: fc.constantFrom("reported", "computed", "lost"),
    reported: picos,
    lines: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 5_000 }), price: fc.option(picos, { freq: 8 }) }), {
      maxLength: 4,
    }),
    after: fc.array(fc.option(picos, { freq: 3 }), { maxLength: 2 }),
    simulated: fc.boolean(),
  }),
  { maxLength: 12 },
)

const bound = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: FROM, max: TO }).map((ms) => new Date(ms).toISOString().slice(0, 10)),
  fc.integer({ min: FROM, max: TO }).map((ms) => new Date(ms).toISOString()),
)
const zone = fc.constantFrom("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Europe/Paris")

/** What a reader asks for, cut in the middle of days also. */
export const randomQuery: fc.Arbitrary<string> = fc
  .record({ from: bound, to: bound, tz: zone, simulated: fc.constantFrom("true", "false") })
  .filter((query) => costsQuery.safeParse(query).success)
  .map(({ from, to, ...query }) =>
    new URLSearchParams({ ...query, ...(from ? { from } : {}), ...(to ? { to } : {}) }).toString(),
  )

const dollars = (amount: bigint) => toText(decimal(String(amount)).times("1e-12"))

/** Writes them into the ledger as charges, lines, lost answers and corrections that fit each other. */
export async function givenAttempts(db: Db, attempts: readonly RandomAttempt[]): Promise<void> {
  for (const [n, attempt] of attempts.entries()) {
    const about = {
      attemptId: `attempt-${n}`,
      occurredAt: new Date(attempt.occurredAt).toISOString(),
      simulated: attempt.simulated,
    }
    const isLost = attempt.kind === "lost"
    const before = isLost ? null : await givenCharged(db, about, attempt)
    if (isLost) await givenUnresolved(db, about)
    await givenCorrections(db, { ...about, isLost, before }, attempt.after)
  }
}

/** What it costs, as the ledger reckons: reported, or else computed where every line has a price. */
async function givenCharged(
  db: Db,
  about: { attemptId: string },
  { kind, reported, lines }: RandomAttempt,
): Promise<string | null> {
  const priced = lines.map(({ quantity, price }) => ({
    ...{ meter: "output_image", quantity: String(quantity), unitPrice: price === null ? null : dollars(price) },
    amount: price === null ? null : dollars(price * BigInt(quantity)),
  }))
  const known = priced.flatMap(({ amount }) => (amount === null ? [] : [decimal(amount)]))
  const computed = known.length > 0 && known.length === lines.length ? toText(roundToPicodollar(sum(known))) : null
  const amount = kind === "reported" ? dollars(reported) : computed
  await givenCharge(db, { ...about, amount, reported: kind === "reported" ? dollars(reported) : null, computed })
  await givenLines(db, about.attemptId, priced)
  return amount
}

type Corrected = { attemptId: string; occurredAt: string; isLost: boolean; before: string | null }

async function givenCorrections(db: Db, about: Corrected, after: RandomAttempt["after"]): Promise<void> {
  let before = about.before
  for (const [n, next] of after.entries()) {
    const amountAfter = next === null ? null : dollars(next)
    const change = toText(decimal(amountAfter ?? "0").minus(before === null ? ZERO : decimal(before)))
    await db.execute(sql`
      insert into generation_costs.adjustments (attempt_id, kind, amount, amount_after, reason, author, recorded_at)
      values (${about.attemptId}, ${about.isLost ? "resolution" : n % 2 === 0 ? "repricing" : "repricing-undone"},
        ${change}::numeric, ${amountAfter}::numeric, 'a test', 'Mara Lind', ${about.occurredAt}::timestamptz + interval '9 days')`)
    before = amountAfter
  }
}
