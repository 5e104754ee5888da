import { createServer, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { ModelList } from "../shared/model-list.ts"
import { openChargeLog } from "./charge-log.ts"
import { faultQueue } from "./faults.ts"
import { route } from "./routes.ts"
import type { Delivery } from "./unbilled.ts"
import { refuse } from "./wire.ts"

/** `port` 0 takes a free one; `latencyMs` is how long every image takes at least. */
export type SandboxOptions = { models: ModelList; chargeLogPath: string; port: number; latencyMs: number }
export type RunningSandbox = { url: string; close: () => Promise<void> }

/** An OpenRouter stand-in on loopback, with simulated charges. Closing it cuts open connections and bills nothing more. */
export async function startSandbox({
  models,
  chargeLogPath,
  port,
  latencyMs,
}: SandboxOptions): Promise<RunningSandbox> {
  const chargeLog = await openChargeLog(chargeLogPath)
  const closing = new AbortController()
  const underWay = new Set<Promise<void>>()
  const sandbox = { models, chargeLogPath, chargeLog, latencyMs, faults: faultQueue(), closing: closing.signal }
  const server = createServer((request, response) => {
    const handled = route(request, sandbox)
      .catch(failed)
      .then((delivery) => deliver(delivery, response))
      .finally(() => underWay.delete(handled))
    underWay.add(handled)
  })
  await listen(server, port).catch(async (error: unknown) => {
    await chargeLog.close()
    throw error
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`,
    close: async () => {
      closing.abort()
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await Promise.all([closed, ...underWay])
      await chargeLog.close()
    },
  }
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((listening, failed) => {
    server.once("error", failed)
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed)
      listening()
    })
  })

/** A failure of the sandbox itself: nothing was billed, or the charge log could not take it. */
const failed = (error: unknown): Delivery => {
  const message = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`
  return { ...refuse({ code: 500, type: "server", message }), reach: "whole" }
}

function deliver({ status, body, headers, reach }: Delivery, response: ServerResponse): void {
  const bytes = Buffer.from(body)
  if (reach === "nothing") {
    response.destroy()
    return
  }
  response.writeHead(status, { ...headers, "content-length": bytes.length })
  if (reach === "headers") response.flushHeaders()
  else if (reach === "half") response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
  else response.end(bytes)
}
