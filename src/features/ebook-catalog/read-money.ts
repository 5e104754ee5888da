import { sql } from "drizzle-orm"
import type { Db } from "../../shared/database/database.ts"
import { decimal, toText } from "../../shared/money.ts"
import { attempts } from "./tables.ts"

/** What was spent in the month of `now`, UTC: real money or simulated, never both. US dollars, exact decimal text. */
export type MonthMoney = { simulated: boolean; amount: string; unpricedCount: number; unresolvedCount: number }

/** Real money where a key is set or any of it was ever spent, else simulated. */
export async function readMonth(db: Db, now: Date, noKey: boolean): Promise<MonthMoney> {
  const month = { from: monthStart(now, 0), to: monthStart(now, 1) }
  const { rows } = await db.execute<MonthMoney>(sql`
    select shown.simulated, coalesce(sum(a.amount), 0)::text as amount,
      (count(*) filter (where a.charged and a.amount is null))::int as "unpricedCount",
      (count(*) filter (where not a.charged))::int as "unresolvedCount"
    from (select ${noKey} and not exists (select from ${attempts} where not simulated) as simulated) shown
    left join ${attempts} a on a.simulated = shown.simulated
      and a.occurred_at >= ${month.from}::timestamptz and a.occurred_at < ${month.to}::timestamptz
    group by shown.simulated`)
  const [row] = rows
  if (!row) throw new Error("a left join of one row gave none")
  return { ...row, amount: toText(decimal(row.amount)) }
}

const monthStart = (now: Date, later: number): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + later)).toISOString()
