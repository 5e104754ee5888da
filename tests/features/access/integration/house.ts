import { Hono } from "hono"
import pino from "pino"
import { type Access, access } from "../../../../src/features/access/feature.ts"
import type { Installation } from "../../../../src/shared/installation.ts"
import { createApi } from "../../../../src/shared/web/api.ts"
import type { Env } from "../../../../src/shared/web/context.ts"
import { createShell } from "../../../../src/shared/web/shell.ts"
import { openKernel } from "../../../support/database.ts"

export const MARA = { email: "mara@paperbay.example", password: "correct horse battery" }
export const SECRET = "kR8vQ2mZ7xW4pL9tB3nD6sF1hJ5gY0cA-session"
export const API_KEY = "ck_5f0c9f7be1d14f0e9a1d-api"
export const HTTP = "http://127.0.0.1:3000"

const NOON = new Date("2026-11-21T12:00:00Z")
const server = { host: "press-1", pid: 4711, version: "0.1.0", startedAt: NOON, seenAt: NOON }
/** A web process that is alive and a worker that has fallen silent. */
export const INSTALLATION: Installation = {
  version: "0.1.0",
  database: { kind: "embedded", version: "18.4", bytes: 48_300_000 },
  storage: { folder: "/var/lib/colophon/assets", freeBytes: 12_340_000_000 },
  processes: [
    { ...server, id: "a", role: "web", concurrency: 0, alive: true },
    { ...server, id: "b", role: "worker", host: "press-2", concurrency: 3, alive: false },
  ],
}

type Settings = { baseUrl: string; apiKey: string | null }
export type House = Awaited<ReturnType<typeof openHouse>>

/** The real shell and feature on a database of its own, before one page and one API route; `another` is one more process. */
export async function openHouse({ baseUrl, apiKey }: Settings = { baseUrl: HTTP, apiKey: API_KEY }) {
  const kernel = await openKernel()
  const lines: string[] = []
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) })
  const another = (apiKey: string | null) => {
    const feature = access({
      db: kernel.db,
      log,
      secret: SECRET,
      baseUrl,
      apiKey,
      installation: async () => INSTALLATION,
    })
    return { feature, visit: visitor(feature, log, baseUrl) }
  }
  return { ...kernel, lines, another, ...another(apiKey) }
}

/** A person or program at the door: forms are posted as a browser does from our own page. */
function visitor(feature: Access, log: pino.Logger, baseUrl: string) {
  const pages = new Hono<Env>().get("/dashboard", (c) => c.text(`inside as ${c.var.principal?.name}`))
  const api = createApi()
  api.get("/ebooks", (c) => c.json({ via: c.var.principal?.via }))
  const app = createShell({
    log,
    staticFiles: { get: () => ({ body: new Uint8Array(), type: "text/css" }), urlOf: (name) => `/static/${name}` },
    simulated: false,
    authenticate: feature.authenticate,
    isReady: async () => true,
    metrics: async () => [],
    features: [feature, { api, pages }],
  })
  const send = async (path: string, init: RequestInit = {}, address = "192.0.2.1") =>
    app.request(baseUrl + path, init, { incoming: { socket: { remoteAddress: address } } })
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}, address?: string) =>
    send(path, { method: "POST", body: new URLSearchParams(fields), headers: { origin: baseUrl, ...headers } }, address)
  return {
    send,
    post,
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    signIn: async (pair: { email: string; password: string }) => cookieOf(await post("/login", pair)),
  }
}

/** The `Cookie` a browser would send back after this answer; empty if none was set. */
export const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(";")[0] ?? ""
