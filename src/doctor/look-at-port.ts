import { once } from "node:events"
import { createServer } from "node:net"
import { broken, type Finding, ok } from "./finding.ts"
import { sentences } from "./sentences.ts"

export type Address = { HOST: string; PORT: number }

/** Tries to listen there; a port where Colophon answers already is as it should be. */
export async function lookAtPort(address: Address): Promise<Finding> {
  const server = createServer()
  try {
    server.listen(address.PORT, address.HOST)
    await once(server, "listening")
    return ok("port", sentences.portFree(address.PORT))
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE"
    if (taken && (await isColophon(address))) return ok("port", sentences.portOurs(address.PORT))
    return broken("port", portProblem(error as NodeJS.ErrnoException, address))
  } finally {
    server.close()
  }
}

/** Why it cannot be listened there, and what to set instead. */
export function portProblem({ code, message }: NodeJS.ErrnoException, { HOST, PORT }: Address): string {
  if (code === "EADDRINUSE") return sentences.portTaken(PORT)
  if (code === "EACCES") return sentences.portForbidden(PORT)
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return sentences.hostUnknown(HOST)
  return sentences.portProblem(HOST, PORT, message)
}

async function isColophon({ HOST, PORT }: Address): Promise<boolean> {
  const host = HOST === "0.0.0.0" || HOST === "::" ? "localhost" : HOST.includes(":") ? `[${HOST}]` : HOST
  const answer = await fetch(`http://${host}:${PORT}/healthz`, { signal: AbortSignal.timeout(2_000) })
    .then((response) => response.json())
    .catch(() => null)
  return (answer as { status?: unknown } | null)?.status === "ok"
}
