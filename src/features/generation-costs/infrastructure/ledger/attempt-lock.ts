import { sql } from "drizzle-orm"
import type { Tx } from "../../../../shared/events/transaction.ts"

/** One report of an attempt at a time, until the transaction ends: else an unknown and its late answer could miss each other. */
export async function lockAttempt(tx: Tx, attemptId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`generation-costs ${attemptId}`}, 0))`)
}
