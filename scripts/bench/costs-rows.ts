import { sql } from "drizzle-orm"
import { rebuildLedger } from "../../src/features/generation-costs/infrastructure/sums/rebuild-ledger.ts"
import type { Db } from "../../src/shared/database/database.ts"

const AT_ONCE = 500_000
/** Attempts of a book: a cover and 50 pages, half of them tried twice. */
const OF_A_BOOK = 75
const THEMES = [
  "mandalas",
  "dinosaurs",
  "unicorns",
  "pirates",
  "cathedrals",
  "sea",
  "garden",
  "space",
  "letters",
  "cats",
]
const FLASH = "google/gemini-2.5-flash-image"

/**
 * Writes attempts number `from` to `to` of a ledger that has `of` in a year up to yesterday, evenly: charges with their
 * lines, lost answers, kept pages, books. Amounts, outcomes and models follow from the number alone.
 */
export async function fillLedger(db: Db, { from, to, of }: { from: number; to: number; of: number }): Promise<void> {
  for (let done = from; done < to; done += AT_ONCE) await fillSome(db, done, Math.min(done + AT_ONCE, to), of)
  await rebuildLedger(db)
  for (const table of [
    "charges",
    "usage_lines",
    "unresolved_attempts",
    "kept_pages",
    "ebooks",
    "standings",
    "rollups",
    "ebook_spans",
  ])
    await db.execute(sql.raw(`vacuum analyze generation_costs.${table}`))
}

async function fillSome(db: Db, from: number, to: number, of: number): Promise<void> {
  await db.transaction(async (tx) => {
    // What is filled in is recounted by the rebuild.
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`
      create temp table attempt on commit drop as
      select n, book, 'bench-' || n as attempt_id, 'bench-book-' || book as ebook_id, page,
             'bench-' || book || '-' || page as generation_id, case when page = 0 then 'cover' else 'page' end as purpose,
             case when page = 0 then 'google/gemini-3-pro-image' when n % 12 = 5 then 'bytedance/seedream-4.5' else ${FLASH} end as model,
             case n % 50 when 3 then 'refused' when 13 then 'no-usable-image' when 23 then 'failed-billed' when 33 then 'failed-unbilled'
                         else 'succeeded' end as outcome,
             date_trunc('day', now()) - interval '1 year' + ((book + 0.5) / ceil(${of}::numeric / ${OF_A_BOOK}))::float8 * interval '364 days'
               + n % ${OF_A_BOOK} * interval '40 seconds' as at,
             0.0387 + (n % 997) * 0.000000000001 as amount, n % 400 = 7 as unpriced, n % 500 = 11 as lost
      from (select n, n / ${OF_A_BOOK} as book, n % ${OF_A_BOOK} % 51 as page from generate_series(${from}::bigint, ${to - 1}::bigint) n) as numbered`)
    await tx.execute(sql`
      insert into generation_costs.ebooks (ebook_id, title, theme_id, simulated, requested_at)
      select distinct ebook_id, 'Bench ' || book, (${sql.raw(`array['${THEMES.join("','")}']`)})[1 + book % ${THEMES.length}], false,
             min(at) over (partition by book) from attempt
      on conflict do nothing`)
    await tx.execute(sql`
      insert into generation_costs.charges
        (attempt_id, generation_id, ebook_id, pages, purpose, route, model, requested_model, provider, outcome, occurred_at,
         images_returned, usage, amount, source, reported, computed, simulated, fingerprint)
      select attempt_id, generation_id, ebook_id, array[page], purpose, 'images', model, model, 'Google AI Studio', outcome, at,
             case when outcome = 'succeeded' then 1 else 0 end,
             case when unpriced then null else '{"prompt_tokens":81,"completion_tokens":1290,"cost":' || amount || '}' end,
             case when unpriced then null else amount end, case when unpriced then null else 'provider' end,
             case when unpriced then null else amount end, case when unpriced then null else 0.0387243 end, false, md5(attempt_id)
      from attempt where not lost`)
    await tx.execute(sql`
      insert into generation_costs.usage_lines (attempt_id, position, meter, quantity, unit, unit_price, amount, price_version_id)
      select attempt_id, position, meter, quantity, 'token', price, quantity * price, null
      from attempt, (values (0, 'input_text', 81, 0.0000003), (1, 'output_image', 1290, 0.00003)) as line(position, meter, quantity, price)
      where not lost and not unpriced`)
    await tx.execute(sql`
      insert into generation_costs.unresolved_attempts
        (attempt_id, generation_id, ebook_id, pages, purpose, route, requested_model, occurred_at, simulated, fingerprint)
      select attempt_id, generation_id, ebook_id, array[page], purpose, 'images', model, at, false, md5(attempt_id) from attempt where lost`)
    await tx.execute(sql`
      insert into generation_costs.kept_pages (ebook_id, page_number, attempt_id)
      select distinct on (ebook_id, page) ebook_id, page, attempt_id from attempt where outcome = 'succeeded' and not lost
      order by ebook_id, page, n desc
      on conflict (ebook_id, page_number) do update set attempt_id = excluded.attempt_id`)
  })
}
