import { sql } from "drizzle-orm"
import type { Db } from "../../shared/database/database.ts"
import { ebooks, pages } from "./tables.ts"
import { LOST, SHOWN } from "./which-books.ts"

/** At most so many are listed; the rest is a number. */
const LISTED = 3

/**
 * What waits for a person. `pages`: those that were given up, or whose answer is lost; the book's last number is its
 * back cover. `attemptId` leads to the only lost answer, and is null where there are several.
 */
export type HandThing = {
  kind: "paused" | "failed" | "lost"
  ebookId: string
  title: string
  sheetCount: number
  simulated: boolean
  reasonCode: string | null
  pages: number[]
  attemptId: string | null
}

/** What needs a hand, the newest first, lost answers last: a book that stands still can be set going. And how many there are. */
export async function readHand(db: Db): Promise<{ things: HandThing[]; total: number }> {
  const { rows } = await db.execute<HandThing & { total: number }>(sql`
    select kind, e.id as "ebookId", e.title, e.sheet_count as "sheetCount", e.simulated, e.reason_code as "reasonCode", t.pages,
      t.attempt_id as "attemptId", (count(*) over ())::int as total
    from (
      select e.status as kind, e.id, e.updated_at as at, null as attempt_id,
        array(select p.number from ${pages} p where p.ebook_id = e.id and p.status = 'failed' order by p.number) as pages
      from ${ebooks} e
      where e.status = 'failed' or (e.status = 'paused' and e.reason_code is distinct from 'by-hand')
      union all
      select 'lost', a.ebook_id, max(a.occurred_at), case when count(distinct a.id) = 1 then min(a.id) end,
        coalesce(array_agg(distinct page order by page) filter (where page is not null), '{}')
      from ${LOST} a left join lateral unnest(a.pages) as page on true group by a.ebook_id
    ) t join ${ebooks} e on e.id = t.id
    where ${SHOWN} order by kind = 'lost', t.at desc, e.id, kind limit ${LISTED}`)
  return { things: rows, total: rows[0]?.total ?? 0 }
}
