import { sql } from "drizzle-orm"
import type { Tx } from "../../shared/events/transaction.ts"
import { attempts, ebookCosts } from "./tables.ts"

/** An attempt that is known to have been sent. `pages`: 0 is the cover. */
export type SentAttempt = {
  attemptId: string
  ebookId: string | null
  pages: readonly number[]
  simulated: boolean
  occurredAt: string
}

/** What the ledger says it costs, or that it was charged an unknown amount (null). It may be corrected: the last word stands. */
export async function noteCost(tx: Tx, attempt: SentAttempt, amount: string | null): Promise<void> {
  await lockCosts(tx, attempt)
  await tx.execute(sql`
    with before as (select charged, amount from ${attempts} where id = ${attempt.attemptId}),
    written as (
      insert into ${attempts} (id, ebook_id, pages, simulated, occurred_at, charged, amount)
      values (${valuesOf(attempt)}, true, ${amount})
      on conflict (id) do update set ebook_id = excluded.ebook_id, pages = excluded.pages, occurred_at = excluded.occurred_at,
        simulated = excluded.simulated, charged = true, amount = excluded.amount
      returning amount
    )
    update ${ebookCosts} as costs
    set amount = costs.amount + coalesce(written.amount, 0) - coalesce(before.amount, 0),
        charged_count = charged_count + 1 - coalesce(before.charged, false)::int,
        unpriced_count = unpriced_count + (written.amount is null)::int
          - coalesce(before.charged and before.amount is null, false)::int,
        unresolved_count = unresolved_count - coalesce(not before.charged, false)::int
    from written left join before on true
    where costs.ebook_id = ${attempt.ebookId} and costs.simulated = ${attempt.simulated}`)
}

/** Its answer is lost: it may have been charged. Nothing is to be done where the charge is known already. */
export async function noteLost(tx: Tx, attempt: SentAttempt): Promise<void> {
  await lockCosts(tx, attempt)
  await tx.execute(sql`
    with written as (
      insert into ${attempts} (id, ebook_id, pages, simulated, occurred_at, charged)
      values (${valuesOf(attempt)}, false)
      on conflict (id) do nothing returning id
    )
    update ${ebookCosts} as costs set unresolved_count = unresolved_count + 1
    from written where costs.ebook_id = ${attempt.ebookId} and costs.simulated = ${attempt.simulated}`)
}

/** The book's row of sums, made where there is none: of two that count at once, the later sees what the earlier wrote. */
async function lockCosts(tx: Tx, { ebookId, simulated }: SentAttempt): Promise<void> {
  if (ebookId === null) return
  await tx
    .insert(ebookCosts)
    .values({ ebookId, simulated })
    .onConflictDoUpdate({ target: [ebookCosts.ebookId, ebookCosts.simulated], set: { simulated } })
}

const valuesOf = ({ attemptId, ebookId, pages, simulated, occurredAt }: SentAttempt) =>
  sql`${attemptId}, ${ebookId}, ${`{${pages.join(",")}}`}::integer[], ${simulated}, ${occurredAt}::timestamptz`
