import type { ServerResponse } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import type { ServerType } from "@hono/node-server"

/** Longer than a command waits for its events. Milliseconds. */
const PATIENCE_MS = 5_000

/** Answers under way of a server, from now on. */
export function followAnswers(server: ServerType): ReadonlySet<ServerResponse> {
  const open = new Set<ServerResponse>()
  server.on("request", (_request: unknown, response: ServerResponse) => {
    open.add(response)
    response.once("close", () => open.delete(response))
  })
  return open
}

/** Takes no new connection, ends the streams that would never end by themselves, and gives what is being answered a few seconds. */
export async function closeGently(server: ServerType, open: ReadonlySet<ServerResponse>): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
  for (const response of open) if (isStream(response)) response.destroy()
  const deadline = performance.now() + PATIENCE_MS
  while (open.size > 0 && performance.now() < deadline) await sleep(20)
  if ("closeAllConnections" in server) server.closeAllConnections()
  await closed
}

const isStream = ({ req }: ServerResponse) => req.headers.accept?.includes("text/event-stream") === true
