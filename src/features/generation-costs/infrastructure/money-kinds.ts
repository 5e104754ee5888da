import { sql } from "drizzle-orm"
import { HELD, type Reader } from "./ledger-rows.ts"

/** Which kinds of money the ledger has anything of. */
export async function readMoneyKinds(db: Reader): Promise<{ real: boolean; simulated: boolean }> {
  const { rows } = await db.execute<{ real: boolean; simulated: boolean }>(sql`
    select coalesce(bool_or(not kind.simulated), false) as real, coalesce(bool_or(kind.simulated), false) as simulated
    from ((select simulated from generation_costs.charges where simulated limit 1)
          union all (select simulated from generation_costs.charges where not simulated limit 1)
          union all select simulated from generation_costs.unresolved_attempts where resolved_at is null
          union all select simulated from ${HELD} h) as kind`)
  const [kinds] = rows
  if (!kinds) throw new Error("an aggregate without groups gave no row")
  return kinds
}
