import { type SQL, sql } from "drizzle-orm"

/** Held by whoever moves or multiplies deliveries of the past, so that they take turns. */
export const LOCK_OF_HISTORY: SQL = sql`hashtextextended('events: history', 0)`

/** Held together by those who deliver to a subscriber, and alone by a replay: nobody handles the new between the old. */
export const lockOfSubscriber = (subscriber: string): SQL =>
  sql`hashtextextended(${`events: subscriber ${subscriber}`}::text, 0)`
