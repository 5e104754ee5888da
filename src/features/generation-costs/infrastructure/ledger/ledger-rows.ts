import { type SQL, sql } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"

/** Whatever can ask: the database, or a transaction that wants to see its own writes. */
export type Reader = Pick<Db, "execute">

/**
 * Every attempt the ledger knows, once, with what it costs after all corrections: charges, and the attempts whose answer
 * is lost as long as no charge closed them. `charged`: it counts as a charge, by its answer or because somebody said so.
 */
export const ATTEMPTS: SQL = sql`(
  select c.attempt_id, c.generation_id, c.ebook_id, c.pages, c.purpose, c.route, c.model, c.requested_model, c.provider,
         c.outcome, c.occurred_at, c.images_returned, c.usage, c.reported, c.simulated, true as charged,
         case when d.lines is null then c.computed else d.amount_after end as computed, d.lines as corrected_lines,
         case when d.id is null then c.amount else d.amount_after end as amount,
         case when d.id is null then c.source when d.amount_after is not null then 'local' end as source
  from generation_costs.charges c
  left join lateral (
    select d.id, d.amount_after, d.lines from generation_costs.adjustments d
    where d.attempt_id = c.attempt_id and d.kind <> 'resolution' order by d.id desc limit 1) as d on true
  union all
  select u.attempt_id, u.generation_id, u.ebook_id, u.pages, u.purpose, u.route, null::text, u.requested_model,
         null::text, 'unknown'::text, u.occurred_at, null::integer, u.usage, null::numeric, u.simulated,
         r.id is not null, null::numeric, null::jsonb, r.amount_after, case when r.amount_after is not null then 'local' end
  from generation_costs.unresolved_attempts u
  left join lateral (
    select r.id, r.amount_after from generation_costs.adjustments r
    where r.attempt_id = u.attempt_id and r.kind = 'resolution' order by r.id desc limit 1) as r on true
  where not exists (select from generation_costs.charges c where c.attempt_id = u.attempt_id)
)`

/** Holds of calls under way: an attempt that is charged or unresolved is counted there and not here. */
export const HELD: SQL = sql`(
  select h.attempt_id, h.ebook_id, h.model, h.amount, h.simulated, h.reserved_at
  from generation_costs.holds h
  where h.closed_at is null
    and not exists (select from generation_costs.charges c where c.attempt_id = h.attempt_id)
    and not exists (select from generation_costs.unresolved_attempts u where u.attempt_id = h.attempt_id)
)`

/** What is still blocked for attempt `a`, whatever it counts as. */
export const HELD_BY_ATTEMPT: SQL = sql`
  select h.amount from generation_costs.holds h where h.attempt_id = a.attempt_id and h.closed_at is null`
