import { OpenAPIHono } from "@hono/zod-openapi"
import type { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { csrf } from "hono/csrf"
import { secureHeaders } from "hono/secure-headers"
import { DomainError } from "../errors.ts"
import type { Log } from "../log.ts"
import type { Authenticate, Env } from "./context.ts"
import { pressRoute } from "./press.ts"
import { answerError, answerProblem } from "./problems.ts"
import { sentences } from "./sentences.ts"
import type { StaticFiles } from "./static-files.ts"

const MAX_BODY_BYTES = 1_000_000
const OPEN = new Set(["/healthz", "/readyz", "/login"])
const POLICY = ["'self'"]
const NOBODY = ["'none'"]

export type ShellDeps = {
  log: Log
  staticFiles: StaticFiles
  simulated: boolean
  authenticate: Authenticate
  isReady: () => Promise<boolean>
  features: readonly { api: OpenAPIHono<Env> | null; pages: Hono<Env> }[]
}

/** Everything HTTP that is no feature's business: who may pass, headers, errors, static files, health. */
export function createShell({
  log,
  staticFiles,
  simulated,
  authenticate,
  isReady,
  features,
}: ShellDeps): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>()
  const site = { simulated, urlOf: staticFiles.urlOf }

  app.onError((error, c) => answerError(error, c, log))
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: POLICY,
        objectSrc: NOBODY,
        baseUri: NOBODY,
        frameAncestors: NOBODY,
        formAction: POLICY,
      },
      // A picture or a PDF says its own, stricter or fitter for its viewer.
      overwrite: false,
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
    }),
  )
  app.use(async (c, next) => {
    c.set("site", site)
    c.set("principal", null)
    const { path } = c.req
    if (!OPEN.has(path) && !path.startsWith("/static/")) {
      const principal = await authenticate(c.req.raw.headers)
      if (!principal) return refuse(c)
      c.set("principal", principal)
    }
    await next()
    if (!path.startsWith("/static/") && !c.res.headers.has("cache-control")) c.header("cache-control", "no-store")
  })
  const sameOrigin = csrf()
  // A key is sent on purpose; only a cookie can be abused by another site.
  app.use((c, next) => (c.var.principal?.via === "api-key" ? next() : sameOrigin(c, next)))
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => Promise.reject(tooLarge()) }))

  app.get("/healthz", (c) => c.json({ status: "ok" }))
  app.get("/readyz", async (c) =>
    (await isReady()) ? c.json({ status: "ready" }) : c.json({ status: "not ready" }, 503),
  )
  app.get("/static/:name", (c) => {
    const file = staticFiles.get(c.req.param("name"))
    if (!file) return answerProblem(c, 404, notFound())
    return c.body(file.body, 200, { "content-type": file.type, "cache-control": "public, max-age=31536000, immutable" })
  })
  app.route("/", pressRoute())
  for (const { api, pages } of features) {
    if (api) app.route("/api/v1", api)
    app.route("/", pages)
  }
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", { type: "http", scheme: "bearer" })
  app.doc31("/api/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Colophon",
      version: "1",
      description: "Make colouring books, and know to the last digit what they cost.",
    },
    security: [{ apiKey: [] }],
  })
  app.notFound((c) => answerProblem(c, 404, notFound()))
  return app
}

const refuse: (c: Parameters<typeof answerProblem>[0]) => Response | Promise<Response> = (c) => {
  const { path } = c.req
  if (!path.startsWith("/api/") && path !== "/metrics") {
    const { pathname, search } = new URL(c.req.url)
    // Only a whole page is worth coming back to: no form, no picture, no part of a page.
    const isPage = c.req.method === "GET" && (c.req.header("sec-fetch-dest") ?? "document") === "document"
    const next = isPage && pathname + search !== "/" ? `?next=${encodeURIComponent(pathname + search)}` : ""
    return c.redirect(`/login${next}`, 303)
  }
  const message = sentences.problems.needsKey
  return answerProblem(c, 401, { code: "unauthorized", message, fields: [] })
}

const notFound = () => ({ code: "not-found", message: sentences.problems.nothingHere, fields: [] })
const tooLarge = () => new DomainError("too-large", sentences.problems.tooLarge, 413)
