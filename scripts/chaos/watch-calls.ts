import { subscribe } from "node:diagnostics_channel"
import type { Moment } from "./crash-points.ts"

/** Passes every request for a picture on to `pass`, and writes down which attempt it was for. */
export function watchCalls(pass: (moment: Moment) => void, note: (entry: object) => void): void {
  const send = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    if (init?.method !== "POST" || !String(input).endsWith("/images")) return send(input, init)
    const attemptId = new Headers(init.headers).get("x-session-id")
    pass({ of: "call", when: "before" })
    note({ called: attemptId })
    const response = await send(input, init)
    pass({ of: "call", when: "answered" })
    return response
  }
  subscribe("undici:request:bodySent", (message) => {
    const { request } = message as { request: { method: string; path: string } }
    if (request.method === "POST" && request.path.endsWith("/images")) pass({ of: "call", when: "written" })
  })
}
