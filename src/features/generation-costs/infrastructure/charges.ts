import { eq, sql } from "drizzle-orm"
import { publish, type Tx } from "../../../shared/events/transaction.ts"
import { type Decimal, toText } from "../../../shared/money.ts"
import { type CostCalculation, calculateCost } from "../domain/cost-calculation.ts"
import { UNITS } from "../domain/usage-lines.ts"
import { fingerprint, type UsageReport } from "../domain/usage-report.ts"
import { CostCalculated } from "../events.ts"
import { lockAttempt } from "./attempt-lock.ts"
import { keepConflict } from "./conflicts.ts"
import { lockEbook, sayTotalWhenCounted } from "./ebook-totals.ts"
import { pricesOf } from "./price-versions.ts"
import { charges, holds, unresolvedAttempts, usageLines } from "./tables.ts"

/** `same`: it was in the ledger already. `conflict`: it was, with other content, which is kept apart; the ledger stands. */
export type Recorded = { kind: "recorded"; calculation: CostCalculation } | { kind: "same" } | { kind: "conflict" }

/** The one way into the ledger. In the caller's transaction: charge, lines, the hold settled, an unknown closed, the cost said. */
export async function recordUsage(tx: Tx, report: UsageReport): Promise<Recorded> {
  await lockAttempt(tx, report.attemptId)
  const calculation = calculateCost(report, await pricesOf(tx, report.model))
  const print = fingerprint(report)
  if (!(await insertCharge(tx, report, calculation, print))) return compare(tx, report, print)
  await insertLines(tx, report.attemptId, calculation)
  await closeAttempt(tx, report)

  const { attemptId, ebookId, pages, outcome, occurredAt, simulated, reportedAt } = report
  const ebook = ebookId === null ? null : await lockEbook(tx, ebookId, simulated)
  const said = {
    of: "attempt" as const,
    attemptId,
    ebookId,
    pages: [...pages],
    outcome,
    occurredAt: occurredAt.toISOString(),
    amount: text(calculation.amount),
    source: calculation.source,
    simulated,
  }
  await publish(tx, CostCalculated.of(said, reportedAt))
  if (ebook) await sayTotalWhenCounted(tx, ebook, reportedAt)
  return { kind: "recorded", calculation }
}

async function insertCharge(
  tx: Tx,
  { reportedAt: _, pages, ...report }: UsageReport,
  { amount, source, reported, computed }: CostCalculation,
  print: string,
): Promise<boolean> {
  const money = { amount: text(amount), source, reported: text(reported), computed: text(computed) }
  const inserted = await tx
    .insert(charges)
    .values({ ...report, ...money, pages: [...pages], fingerprint: print })
    .onConflictDoNothing()
    .returning({ attemptId: charges.attemptId })
  return inserted.length > 0
}

async function insertLines(tx: Tx, attemptId: string, { lines }: CostCalculation): Promise<void> {
  if (lines.length === 0) return
  await tx.insert(usageLines).values(
    lines.map(({ meter, quantity, unitPrice, amount, priceVersionId }, position) => ({
      attemptId,
      position,
      meter,
      quantity: toText(quantity),
      unit: UNITS[meter],
      unitPrice: text(unitPrice),
      amount: text(amount),
      priceVersionId,
    })),
  )
}

/** Its hold is settled by the charge itself, so what is spent and what is held never count the same money. */
async function closeAttempt(tx: Tx, { attemptId, reportedAt }: UsageReport): Promise<void> {
  const at = reportedAt.toISOString()
  await tx.execute(sql`
    with settled as (
      update ${holds} set closed_at = ${at}::timestamptz where attempt_id = ${attemptId} and closed_at is null
    )
    update ${unresolvedAttempts} set resolved_at = ${at}::timestamptz
    where attempt_id = ${attemptId} and resolved_at is null`)
}

async function compare(tx: Tx, report: UsageReport, print: string): Promise<Recorded> {
  const [known] = await tx
    .select({ fingerprint: charges.fingerprint })
    .from(charges)
    .where(eq(charges.attemptId, report.attemptId))
  if (known?.fingerprint === print) return { kind: "same" }
  await keepConflict(tx, report, print)
  return { kind: "conflict" }
}

const text = (amount: Decimal | null) => amount && toText(amount)
