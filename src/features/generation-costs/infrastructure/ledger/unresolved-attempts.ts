import { eq } from "drizzle-orm"
import type { Tx } from "../../../../shared/events/transaction.ts"
import { type AttemptReport, fingerprint } from "../../domain/usage-report.ts"
import { charges, unresolvedAttempts } from "../tables.ts"
import { lockAttempt } from "./attempt-lock.ts"
import { keepConflict } from "./conflicts.ts"
import { lockEbook, sayTotalWhenCounted } from "./ebook-totals.ts"

/**
 * An attempt whose answer is lost: it may have cost something, so its hold stays and nothing is charged.
 * One whose answer came before this report is resolved already.
 */
export async function noteUnknown(tx: Tx, report: AttemptReport): Promise<"recorded" | "same" | "conflict"> {
  await lockAttempt(tx, report.attemptId)
  const { reportedAt, pages, ...attempt } = report
  const print = fingerprint(report)
  const [charge] = await tx
    .select({ recordedAt: charges.recordedAt })
    .from(charges)
    .where(eq(charges.attemptId, report.attemptId))
  const inserted = await tx
    .insert(unresolvedAttempts)
    .values({ ...attempt, pages: [...pages], fingerprint: print, resolvedAt: charge?.recordedAt ?? null })
    .onConflictDoNothing()
    .returning({ attemptId: unresolvedAttempts.attemptId })
  if (inserted.length === 0) return compare(tx, report, print)
  if (report.ebookId !== null) {
    const ebook = await lockEbook(tx, report.ebookId, report.simulated)
    await sayTotalWhenCounted(tx, ebook, reportedAt)
  }
  return "recorded"
}

async function compare(tx: Tx, report: AttemptReport, print: string): Promise<"same" | "conflict"> {
  const [known] = await tx
    .select({ fingerprint: unresolvedAttempts.fingerprint })
    .from(unresolvedAttempts)
    .where(eq(unresolvedAttempts.attemptId, report.attemptId))
  if (known?.fingerprint === print) return "same"
  await keepConflict(tx, report, print)
  return "conflict"
}
