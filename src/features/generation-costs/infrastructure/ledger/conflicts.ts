import type { Tx } from "../../../../shared/events/transaction.ts"
import { conflicts } from "../tables.ts"

/** A report that contradicts what is booked, kept once however often it is repeated. */
export async function keepConflict(tx: Tx, report: { attemptId: string }, print: string): Promise<void> {
  await tx
    .insert(conflicts)
    .values({ attemptId: report.attemptId, fingerprint: print, received: JSON.stringify(report) })
    .onConflictDoNothing()
}
