import { type SQL, sql } from "drizzle-orm"
import { ATTEMPTS } from "../ledger/ledger-rows.ts"
import { columns, MEASURES } from "./measures.ts"

const COLUMNS = [
  ...["attempt_id", "generation_id", "ebook_id", "theme_id", "pages", "purpose", "model", "outcome", "waste_reason"],
  ...["occurred_at", "simulated", ...MEASURES],
]

export const standingColumns: SQL = columns(COLUMNS)
/** What overwrites a standing that is there already. */
export const setStanding: SQL = columns(COLUMNS, (name) => `${name} = excluded.${name}`)
/** Whether there is anything to overwrite. */
export const standingDiffers: SQL = sql`row(${columns(COLUMNS, (name) => `standings.${name}`)})
  is distinct from row(${columns(COLUMNS, (name) => `excluded.${name}`)})`

/**
 * What attempts count for, straight from the ledger; `which` is a condition on attempt `a`. An attempt is wasted where it
 * was charged and gave no kept image: it failed, or every page it drew is kept from another attempt.
 */
export const standingsOf = (which: SQL): SQL => sql`
  select attempt_id, generation_id, ebook_id, theme_id, pages, purpose, model, outcome, waste_reason, occurred_at,
         simulated, 1 as attempts, first::int as generations, (charged and amount is null)::int as unpriced,
         (not charged)::int as unresolved, (waste_reason is not null)::int as wasted, kept_pages, images,
         (charged and usage is not null)::int as told, tokens, coalesce(amount, 0) as amount,
         case when waste_reason is null then 0 else coalesce(amount, 0) end as waste
  from (
    select a.attempt_id, a.generation_id, a.ebook_id, e.theme_id, a.pages, a.purpose,
           coalesce(a.model, a.requested_model) as model, a.outcome, a.occurred_at, a.simulated, a.charged, a.amount,
           a.usage, coalesce(a.images_returned, 0) as images, mine.pages as kept_pages, read.tokens,
           not exists (
             select from generation_costs.charges b where b.generation_id = a.generation_id
               and b.simulated = a.simulated and (b.occurred_at, b.attempt_id) < (a.occurred_at, a.attempt_id))
           and not exists (
             select from generation_costs.unresolved_attempts b where b.generation_id = a.generation_id
               and b.simulated = a.simulated and (b.occurred_at, b.attempt_id) < (a.occurred_at, a.attempt_id)
               and not exists (select from generation_costs.charges c where c.attempt_id = b.attempt_id)) as first,
           case
             when not a.charged then null
             when a.outcome = 'unknown' then 'lost'
             when a.outcome = 'refused' then 'refused'
             when a.outcome = 'no-usable-image' then 'no-image'
             when a.outcome in ('failed-billed', 'failed-unbilled') then 'failed'
             when a.outcome <> 'succeeded' then a.outcome
             when cardinality(a.pages) > 0 and mine.pages = 0 and kept.everywhere then 'replaced'
           end as waste_reason
    from ${ATTEMPTS} a
    left join generation_costs.ebooks e on e.ebook_id = a.ebook_id
    left join lateral (
      select count(*)::int as pages from generation_costs.kept_pages k where k.attempt_id = a.attempt_id) as mine on true
    left join lateral (
      select coalesce(a.pages <@ array_agg(k.page_number), false) as everywhere from generation_costs.kept_pages k
      where k.ebook_id = a.ebook_id and k.page_number = any(a.pages)) as kept on true
    left join lateral (
      select coalesce(sum(l.quantity), 0) as tokens from generation_costs.usage_lines l
      where l.attempt_id = a.attempt_id and l.unit = 'token') as read on true
    where ${which}
  ) as attempt`
