import { sql } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import type { Log } from "../../../../shared/log.ts"
import type { Reader } from "../ledger/ledger-rows.ts"
import { proofs } from "../tables.ts"
import { checkLedger, type Proof } from "./check-ledger.ts"

export type RecordedProof = Proof & { id: number; provedAt: Date; tookMs: number }

/** Checks the whole ledger and keeps the result, with when and how long. */
export async function proveLedger(db: Db, now: () => Date): Promise<RecordedProof> {
  const [provedAt, began] = [now(), performance.now()]
  const proof = await checkLedger(db)
  const { agrees, ...result } = proof
  const tookMs = Math.round(performance.now() - began)
  const [row] = await db.insert(proofs).values({ provedAt, tookMs, agrees, result }).returning({ id: proofs.id })
  if (!row) throw new Error("the proof was not kept")
  return { id: row.id, provedAt, tookMs, ...proof }
}

const DAY_MS = 86_400_000

/** Proves the ledger where that is a day ago, and says in the log when it does not agree. */
export async function proveDaily(db: Db, log: Log, now: () => Date): Promise<void> {
  const [last] = await readProofs(db, 1)
  if (last && now().getTime() - last.provedAt.getTime() < DAY_MS) return
  const { agrees, differences, tookMs } = await proveLedger(db, now)
  if (agrees) log.info({ tookMs }, "the ledger agrees with itself")
  else log.error({ differences, tookMs }, "the ledger does not agree with itself: see /dashboard/costs/proof")
}

/** The last proofs, newest first. */
export async function readProofs(db: Reader, limit: number): Promise<RecordedProof[]> {
  const { rows } = await db.execute<{
    id: string
    at: string
    tookMs: number
    agrees: boolean
    result: Omit<Proof, "agrees">
  }>(sql`
    select id, extract(epoch from proved_at)::text as at, took_ms as "tookMs", agrees, result
    from generation_costs.proofs order by id desc limit ${limit}`)
  return rows.map(({ id, at, result, ...proof }) => ({
    ...proof,
    ...result,
    id: Number(id),
    provedAt: new Date(Number(at) * 1_000),
  }))
}
