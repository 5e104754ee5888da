import { type SQL, sql } from "drizzle-orm"
import { attempts } from "./tables.ts"

/** Conditions on a book `e`: it is known what was asked for, and it is not deleted. */
export const SHOWN: SQL = sql`e.requested_at is not null and not e.deleted`

/** Attempts whose answer is lost and that no charge has closed. */
export const LOST: SQL = sql`(select id, ebook_id, pages, occurred_at from ${attempts} where not charged)`

/** Only a person gets it going: it stands still for a reason of its own, it failed, or it may have been charged unseen. */
export const NEEDS_HAND: SQL = sql`(e.status = 'failed' or (e.status = 'paused' and e.reason_code is distinct from 'by-hand')
  or exists (select from ${LOST} a where a.ebook_id = e.id))`
