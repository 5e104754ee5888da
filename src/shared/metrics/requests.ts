import type { MiddlewareHandler } from "hono"
import { matchedRoutes } from "hono/route"
import type { Metric, ReadMetrics, Sample } from "./metric.ts"

/** Counts what is answered by route, never by address: nobody can make a new line by asking for something else. */
export function countRequests(): { count: MiddlewareHandler; read: ReadMetrics } {
  const tallies = new Map<string, { labels: Sample["labels"]; requests: number; seconds: number }>()
  const family = (name: string, help: string, of: "requests" | "seconds"): Metric => ({
    name,
    help,
    type: "counter",
    samples: [...tallies.values()].map((tally) => ({ labels: tally.labels, value: tally[of] })),
  })
  return {
    async count(c, next) {
      const from = performance.now()
      await next()
      const route = matchedRoutes(c).findLast(({ method }) => method !== "ALL")
      const labels = { method: route?.method ?? "any", route: route?.path ?? "none", status: String(c.res.status) }
      const key = Object.values(labels).join(" ")
      const tally = tallies.get(key) ?? { labels, requests: 0, seconds: 0 }
      tallies.set(key, tally)
      tally.requests += 1
      tally.seconds += (performance.now() - from) / 1000
    },
    read: async () => [
      family("colophon_http_requests_total", "Requests answered.", "requests"),
      family("colophon_http_request_seconds_total", "Time until their answers began.", "seconds"),
    ],
  }
}
