import type { Db } from "../database/database.ts"
import { gauges, type Metric } from "../metrics/metric.ts"
import { listProcesses } from "./heartbeats.ts"

export async function processMetrics(db: Db): Promise<Metric[]> {
  const alive = Map.groupBy(
    (await listProcesses(db)).filter((one) => one.alive),
    ({ role }) => role,
  )
  const counts = [...alive].map(([of, { length: count }]) => ({ of, count }))
  const help = "Processes alive by role."
  return [gauges({ name: "colophon_processes", help, label: "role", known: ["all", "web", "worker"] }, counts)]
}
