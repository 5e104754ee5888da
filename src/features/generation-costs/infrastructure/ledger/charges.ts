import { eq } from "drizzle-orm"
import { publish, type Tx } from "../../../../shared/events/transaction.ts"
import { toText } from "../../../../shared/money.ts"
import { type CostCalculation, calculateCost } from "../../domain/cost-calculation.ts"
import { fingerprint, type UsageReport } from "../../domain/usage-report.ts"
import { CostCalculated } from "../../events.ts"
import { pricesOf } from "../prices/price-versions.ts"
import { charges } from "../tables.ts"
import { lockAttempt } from "./attempt-lock.ts"
import { keepConflict } from "./conflicts.ts"
import { lockEbook, sayTotalWhenCounted } from "./ebook-totals.ts"
import { writeCharge } from "./write-charge.ts"

/** `same`: it was in the ledger already. `conflict`: it was, with other content, which is kept apart; the ledger stands. */
export type Recorded = { kind: "recorded"; calculation: CostCalculation } | { kind: "same" } | { kind: "conflict" }

/** The one way into the ledger. In the caller's transaction: charge, lines, the hold settled, an unknown closed, the cost said. */
export async function recordUsage(tx: Tx, report: UsageReport): Promise<Recorded> {
  await lockAttempt(tx, report.attemptId)
  const calculation = calculateCost(report, await pricesOf(tx, report.model))
  const print = fingerprint(report)
  if (!(await writeCharge(tx, report, calculation, print))) return compare(tx, report, print)

  const { attemptId, ebookId, pages, outcome, occurredAt, simulated, reportedAt } = report
  const ebook = ebookId === null ? null : await lockEbook(tx, ebookId, simulated)
  const said = {
    of: "attempt" as const,
    attemptId,
    ebookId,
    pages: [...pages],
    outcome,
    occurredAt: occurredAt.toISOString(),
    amount: calculation.amount && toText(calculation.amount),
    source: calculation.source,
    simulated,
  }
  await publish(tx, CostCalculated.of(said, reportedAt))
  if (ebook) await sayTotalWhenCounted(tx, ebook, reportedAt)
  return { kind: "recorded", calculation }
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
