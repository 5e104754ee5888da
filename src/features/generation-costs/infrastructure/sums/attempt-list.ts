import { type SQL, sql } from "drizzle-orm"
import { type AttemptFilter, matches } from "./attempt-filter.ts"

export type Slice = { page: number; pageSize: number }

/** The standings on one page of a list, newest first, as a table `s`. Each kind of money is read by its own index. */
export function newestStandings(filter: AttemptFilter, { page, pageSize }: Slice): SQL {
  const skipped = (page - 1) * pageSize
  const inOrder = sql`order by s.occurred_at desc nulls last, s.attempt_id`
  const kinds = filter.simulated === null ? [false, true] : [filter.simulated]
  const newest = kinds.map(
    (simulated) => sql`(
      select s.* from generation_costs.standings s where s.simulated = ${simulated} and ${matches(filter)}
      ${inOrder} limit ${skipped + pageSize})`,
  )
  return sql`(select s.* from (${sql.join(newest, sql` union all `)}) as s ${inOrder} limit ${pageSize} offset ${skipped}) as s`
}
