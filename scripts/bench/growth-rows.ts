import { sql } from "drizzle-orm"
import type { Db } from "../../src/shared/database/database.ts"

const AT_ONCE = 500_000
const EVENTS_OF_A_BOOK = 100

/** Writes so many events between two instants, a hundred a book whose id begins with `prefix`, each handled by two subscribers, as if they had happened. */
export async function fillHistory(
  db: Db,
  { rows, prefix, from, to }: { rows: number; prefix: string; from: Date; to: Date },
): Promise<void> {
  for (let done = 0; done < rows; done += AT_ONCE) {
    const count = Math.min(AT_ONCE, rows - done)
    const stepMs = (to.getTime() - from.getTime()) / rows
    await db.execute(sql`
      with happened as (
        select n, ${from.toISOString()}::timestamptz + n * ${`${stepMs} milliseconds`}::interval as at,
               ${prefix} || (n / ${EVENTS_OF_A_BOOK}) as book
        from generate_series(${done}::bigint, ${done + count - 1}::bigint) n
      ), stored as (
        insert into events.events (id, name, aggregate_id, sequence, correlation, payload, occurred_at, recorded_at)
        select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text || at), 1, 3)
                 || '8' || substr(md5(at || n::text), 1, 15))::uuid,
               case when n % ${EVENTS_OF_A_BOOK} = 0 then 'ebook-generation.ebook-requested' else 'ebook-generation.page-illustrated' end,
               book, n % ${EVENTS_OF_A_BOOK} + 1, jsonb_build_object('ebookId', book),
               case when n % ${EVENTS_OF_A_BOOK} = 0
                 then jsonb_build_object('ebookId', book, 'title', 'Grown ' || n, 'author', null, 'themeId', 'mandalas', 'audience', 'adults',
                        'pageCount', 24, 'trim', '5x8', 'seed', n, 'coverModel', 'a/b', 'pageModel', 'a/b', 'simulated', false)
                 else jsonb_build_object('ebookId', book, 'pageNumber', n % 24, 'kind', 'content', 'attemptId', md5(n::text), 'imageKey', md5(n::text))
               end, at, at
        from happened
        returning id, name, aggregate_id, sequence, recorded_at
      )
      insert into events.deliveries (event_id, subscriber, aggregate_id, sequence, state, tries, next_at, handled_at, duration_ms)
      select id, subscriber, aggregate_id, sequence, 'handled', 1, recorded_at, recorded_at, 3
      from stored cross join lateral unnest(case when name = 'ebook-generation.ebook-requested'
        then array['generation-costs.name-ebook-when-requested-or-renamed', 'event-history.name-ebook-when-requested-or-renamed']
        else array['generation-costs.keep-page-when-page-illustrated', 'ebook-catalog.show-page-when-drawn-given-up-or-tried-again'] end) subscriber`)
  }
  await db.execute(sql`vacuum analyze events.events`)
  await db.execute(sql`vacuum analyze events.deliveries`)
}
