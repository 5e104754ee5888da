import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import type { Db } from "../../shared/database/database.ts"
import type { Delivery } from "./read-events.ts"

/** How one delivery stands. */
export type DeliveryNow = Omit<Delivery, "waitsFor"> & { eventId: string }

type Row = Omit<DeliveryNow, "nextAt" | "handledAt"> & { nextAt: string; handledAt: string | null }

const POLL_MS = 25

export const isDeliveryId = (text: string): boolean => /^\d{1,18}$/.test(text)

export async function readDelivery(db: Db, id: string): Promise<DeliveryNow | null> {
  const { rows } = await db.execute<Row>(sql`
    select id::text, event_id as "eventId", subscriber, state, tries, next_at as "nextAt", handled_at as "handledAt",
      duration_ms as "durationMs", last_error as error
    from events.deliveries where id = ${id}::bigint`)
  const [row] = rows
  if (!row) return null
  return { ...row, nextAt: new Date(row.nextAt), handledAt: row.handledAt === null ? null : new Date(row.handledAt) }
}

/** A delivery that was just given its tries again, once the first of them is over or `ms` have passed. */
export async function readOnceTried(db: Db, id: string, ms: number): Promise<DeliveryNow | null> {
  const end = performance.now() + ms
  for (;;) {
    const delivery = await readDelivery(db, id)
    const isUntried = delivery?.state === "pending" && delivery.tries === 0
    if (!isUntried || performance.now() > end) return delivery
    await sleep(POLL_MS)
  }
}
