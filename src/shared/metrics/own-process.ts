import { monitorEventLoopDelay } from "node:perf_hooks"
import { gauge, type ReadMetrics } from "./metric.ts"

const RESOLUTION_MS = 50
const NS = 1e9

/** Memory, processor time and how long the event loop kept work waiting since it was last asked. */
export function ownProcessMetrics(): ReadMetrics {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  return async () => {
    const { user, system } = process.cpuUsage()
    // The monitor measures from one of its timers to the next, so the timer's own length is no lag.
    const lag = Math.max(0, delay.max / NS - RESOLUTION_MS / 1000)
    delay.reset()
    return [
      gauge("process_resident_memory_bytes", "Resident memory of this process.", process.memoryUsage.rss()),
      {
        name: "process_cpu_seconds_total",
        help: "User and system processor time of this process.",
        type: "counter",
        samples: [{ labels: {}, value: (user + system) / 1e6 }],
      },
      gauge("colophon_event_loop_lag_seconds", "The longest wait of the event loop since the last look.", lag),
    ]
  }
}
