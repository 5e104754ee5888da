import { sql } from "drizzle-orm"
import { exactOrNull } from "../sums/sums.ts"
import { ATTEMPTS, HELD_BY_ATTEMPT, type Reader } from "./ledger-rows.ts"

/** What the page of an attempt says beside its own figures. */
export type AttemptContext = {
  title: string | null
  /** Its book can no longer be looked at. */
  deleted: boolean
  /** Which attempt at its (first) page it was, from 1. */
  ordinal: number
  /** Why it gave no kept image; null: it did, or may yet. */
  wasteReason: string | null
  /** Its pages, with the attempt whose picture each keeps, and the picture's key where it was told. */
  kept: { page: number; attemptId: string; imageKey: string | null }[]
  /** US dollars still held for it; null: none, or nobody knows how much. */
  held: string | null
}

/** Reads standings, so `recount` comes before. */
export async function readAttemptContext(db: Reader, attemptId: string): Promise<AttemptContext> {
  const { rows } = await db.execute<AttemptContext>(sql`
    select e.title, e.deleted_at is not null as deleted, s.waste_reason as "wasteReason", (${HELD_BY_ATTEMPT}) as held,
           (select count(*)::int from generation_costs.standings b
            where b.ebook_id = a.ebook_id and b.simulated = a.simulated and a.pages[1] = any(b.pages)
              and (b.occurred_at, b.attempt_id) <= (a.occurred_at, a.attempt_id)) as ordinal,
           (select coalesce(jsonb_agg(jsonb_build_object('page', k.page_number, 'attemptId', k.attempt_id,
                                                               'imageKey', k.image_key) order by k.page_number), '[]')
            from generation_costs.kept_pages k
            where k.ebook_id = a.ebook_id and k.page_number = any(a.pages)) as kept
    from ${ATTEMPTS} a
    left join generation_costs.standings s on s.attempt_id = a.attempt_id
    left join generation_costs.ebooks e on e.ebook_id = a.ebook_id
    where a.attempt_id = ${attemptId}`)
  const [context] = rows
  if (!context) throw new Error(`Attempt ${attemptId} left the ledger, which loses nothing.`)
  return { ...context, held: exactOrNull(context.held) }
}
