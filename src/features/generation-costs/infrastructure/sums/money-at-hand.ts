import { sql } from "drizzle-orm"
import type { Stretch } from "../../domain/time/reader-days.ts"
import { HELD, type Reader } from "../ledger/ledger-rows.ts"
import type { HeldCall } from "./held-rows.ts"

/** What there is of one kind of money: from when to when anything was sent (null: nothing was), and the calls under way. */
export type MoneyAtHand = { used: Stretch | null; calls: HeldCall[] }

type Row = {
  simulated: boolean
  first: string | null
  last: string | null
  ebookId: string | null
  themeId: string | null
  model: string | null
  amount: string | null
  at: string | null
}

/** Both kinds of money in one question. Reads standings, so `recount` comes before. */
export async function readMoneyAtHand(db: Reader): Promise<{ real: MoneyAtHand; simulated: MoneyAtHand }> {
  const { rows } = await db.execute<Row>(sql`
    select kind.simulated, kind.first, kind.last, h.ebook_id as "ebookId", e.theme_id as "themeId", h.model, h.amount,
           (extract(epoch from h.reserved_at) * 1000000)::bigint::text as at
    from (
      select simulated,
        (select (extract(epoch from min(occurred_at)) * 1000000)::bigint::text from generation_costs.standings s
         where s.simulated = money.simulated) as first,
        (select (extract(epoch from max(occurred_at)) * 1000000)::bigint::text from generation_costs.standings s
         where s.simulated = money.simulated) as last
      from (values (true), (false)) as money(simulated)
    ) as kind
    left join ${HELD} h on h.simulated = kind.simulated
    left join generation_costs.ebooks e on e.ebook_id = h.ebook_id`)
  return { real: atHand(rows, false), simulated: atHand(rows, true) }
}

function atHand(rows: readonly Row[], simulated: boolean): MoneyAtHand {
  const mine = rows.filter((row) => row.simulated === simulated)
  const [kind] = mine
  const used = kind?.first && kind.last ? { from: BigInt(kind.first), to: BigInt(kind.last) + 1n } : null
  const calls = mine.flatMap(({ ebookId, themeId, model, amount, at }) =>
    ebookId === null || model === null || at === null ? [] : [{ ebookId, themeId, model, amount, at: BigInt(at) }],
  )
  return { used, calls }
}
