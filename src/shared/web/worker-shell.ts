import { Hono } from "hono"
import { secureHeaders } from "hono/secure-headers"
import type { Log } from "../log.ts"
import type { Authenticate, Env } from "./context.ts"
import { createProbes, OPEN_PROBES, type ProbesDeps } from "./probes.ts"
import { answerFailure, problemDocument } from "./problems.ts"
import { sentences } from "./sentences.ts"

const say = sentences.problems

/** What a process answers that draws and serves no pages: nobody can sign in here, so whoever has no key is told so. */
export function createWorkerShell(deps: ProbesDeps & { log: Log; authenticate: Authenticate }): Hono<Env> {
  const app = new Hono<Env>()
  const probes = createProbes(deps)
  app.onError((error, c) => problemDocument(c, 500, answerFailure(error, c, deps.log)))
  app.use(probes.count)
  app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"] } }))
  app.use(async (c, next) => {
    c.header("cache-control", "no-store")
    if (OPEN_PROBES.includes(c.req.path) || (await deps.authenticate(c.req.raw.headers))) return next()
    return problemDocument(c, 401, { code: "unauthorized", message: say.needsKey, fields: [] })
  })
  app.route("/", probes.routes)
  app.notFound((c) => problemDocument(c, 404, { code: "not-found", message: say.onlyAWorker, fields: [] }))
  return app
}
