import { Hono } from "hono"
import { type ReadMetrics, toPrometheusText } from "../metrics/metric.ts"
import { countRequests } from "../metrics/requests.ts"
import type { Env } from "./context.ts"

export type ProbesDeps = { isReady: () => Promise<boolean>; metrics: ReadMetrics }

/** Open to everybody: whoever watches over a process has no key. */
export const OPEN_PROBES = ["/healthz", "/readyz"]

/** What every role answers to whoever watches over it. `count` is to see every request first. */
export function createProbes({ isReady, metrics }: ProbesDeps) {
  const { count, read } = countRequests()
  const routes = new Hono<Env>()
  routes.get("/healthz", (c) => c.json({ status: "ok" }))
  routes.get("/readyz", async (c) =>
    (await isReady()) ? c.json({ status: "ready" }) : c.json({ status: "not ready" }, 503),
  )
  routes.get("/metrics", async (c) =>
    c.body(toPrometheusText([...(await metrics()), ...(await read())]), 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
    }),
  )
  return { count, routes }
}
