import { type SQL, sql } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"

/** Whatever can ask: the database, or a transaction that wants to see its own writes. */
export type Reader = Pick<Db, "execute">

/** Every attempt the ledger knows, once: charges, and the attempts whose answer is lost as long as no charge closed them. */
export const ATTEMPTS: SQL = sql`(
  select attempt_id, generation_id, ebook_id, pages, purpose, route, model, requested_model, provider, outcome,
         occurred_at, images_returned, usage, amount, source, reported, computed, simulated, true as charged
  from generation_costs.charges
  union all
  select u.attempt_id, u.generation_id, u.ebook_id, u.pages, u.purpose, u.route, null::text, u.requested_model,
         null::text, 'unknown'::text, u.occurred_at, null::integer, u.usage, null::numeric, null::text, null::numeric,
         null::numeric, u.simulated, false
  from generation_costs.unresolved_attempts u
  where u.resolved_at is null
    and not exists (select from generation_costs.charges c where c.attempt_id = u.attempt_id)
)`

/** Holds of calls under way: an attempt that is charged or unresolved is counted there and not here. */
export const HELD: SQL = sql`(
  select h.attempt_id, h.ebook_id, h.model, h.amount, h.simulated, h.reserved_at
  from generation_costs.holds h
  where h.closed_at is null
    and not exists (select from generation_costs.charges c where c.attempt_id = h.attempt_id)
    and not exists (select from generation_costs.unresolved_attempts u where u.attempt_id = h.attempt_id)
)`

/** Whether a page keeps the picture of attempt `a`. */
export const IS_KEPT: SQL = sql`exists (select from generation_costs.kept_pages k where k.attempt_id = a.attempt_id)`

/** Whether the charge of attempt `a` gave no kept image: it failed, or every page it drew is kept from another attempt. */
export const WASTED: SQL = sql`case
  when not a.charged then false
  when a.outcome <> 'succeeded' then true
  when cardinality(a.pages) = 0 then false
  when ${IS_KEPT} then false
  else coalesce(a.pages <@ (select array_agg(k.page_number) from generation_costs.kept_pages k
                            where k.ebook_id = a.ebook_id and k.page_number = any(a.pages)), false)
end`

/** The model that served; where that is not known, the one asked for. */
export const MODEL: SQL = sql`coalesce(a.model, a.requested_model)`

/** What is still blocked for attempt `a`, whatever it counts as. */
export const HELD_BY_ATTEMPT: SQL = sql`
  select h.amount from generation_costs.holds h where h.attempt_id = a.attempt_id and h.closed_at is null`
