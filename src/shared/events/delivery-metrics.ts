import { sql } from "drizzle-orm"
import type { Db } from "../database/database.ts"
import { gauge, gauges, type Metric } from "../metrics/metric.ts"

/** What is not handled yet, what waits for a person, and how far behind the slowest is. */
export async function deliveryMetrics(db: Db): Promise<Metric[]> {
  const { rows } = await db.execute<{ of: string; count: number; oldest: number }>(sql`
    select d.state as of, count(*)::int as count, extract(epoch from now() - min(e.recorded_at))::float8 as oldest
    from events.deliveries d cross join lateral (select recorded_at from events.history where id = d.event_id limit 1) e
    where d.state <> 'handled' group by d.state`)
  const oldest = rows.find(({ of }) => of === "pending")?.oldest ?? 0
  return [
    gauges(
      {
        name: "colophon_deliveries",
        help: "Deliveries of events by state; a parked one waits for a person.",
        label: "state",
        known: ["pending", "parked"],
      },
      rows,
    ),
    gauge("colophon_oldest_pending_delivery_seconds", "Age of the oldest pending delivery's event.", oldest),
  ]
}
