import { sql } from "drizzle-orm"
import { decimal, sum } from "../../../../shared/money.ts"
import type { Micros } from "../../domain/time/reader-days.ts"
import { HELD, type Reader } from "../ledger/ledger-rows.ts"
import type { Held } from "./sums.ts"

/** A call under way. `amount`: US dollars, exact; null: nobody knows what it may cost. */
export type HeldCall = { ebookId: string; themeId: string | null; model: string; amount: string | null; at: Micros }

/** The calls under way: few, unless their events are parked. `ebookId` null is every book. */
export async function readHeld(db: Reader, simulated: boolean, ebookId: string | null): Promise<HeldCall[]> {
  const { rows } = await db.execute<Omit<HeldCall, "at"> & { at: string }>(sql`
    select h.ebook_id as "ebookId", e.theme_id as "themeId", h.model, h.amount,
           (extract(epoch from h.reserved_at) * 1000000)::bigint::text as at
    from ${HELD} h left join generation_costs.ebooks e on e.ebook_id = h.ebook_id
    where h.simulated = ${simulated} and ${ebookId === null ? sql`true` : sql`h.ebook_id = ${ebookId}`}`)
  return rows.map((row) => ({ ...row, at: BigInt(row.at) }))
}

export const heldBy = (calls: readonly HeldCall[]): Held => ({
  count: calls.length,
  amount: sum(calls.flatMap(({ amount }) => (amount === null ? [] : [decimal(amount)]))),
})
