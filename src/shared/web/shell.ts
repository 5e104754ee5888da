import { OpenAPIHono } from "@hono/zod-openapi"
import type { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { compress } from "hono/compress"
import { csrf } from "hono/csrf"
import { secureHeaders } from "hono/secure-headers"
import { DomainError } from "../errors.ts"
import type { Log } from "../log.ts"
import { onceEach } from "./api.ts"
import { aboutApi } from "./api-about.ts"
import type { Authenticate, Env } from "./context.ts"
import { pressRoute } from "./press.ts"
import { createProbes, OPEN_PROBES, type ProbesDeps } from "./probes.ts"
import { answerError, answerProblem, isPage } from "./problems.ts"
import { sentences } from "./sentences.ts"
import type { StaticFiles } from "./static-files.ts"

const MAX_BODY_BYTES = 1_000_000
const OPEN = new Set([...OPEN_PROBES, "/login", "/setup"])
const POLICY = ["'self'"]
const NOBODY = ["'none'"]

export type ShellDeps = ProbesDeps & {
  log: Log
  staticFiles: StaticFiles
  simulated: boolean
  authenticate: Authenticate
  features: readonly { api: OpenAPIHono<Env> | null; pages: Hono<Env> }[]
}

/** Everything HTTP that is no feature's business: who may pass, headers, errors, static files, health. */
export function createShell({
  log,
  staticFiles,
  simulated,
  authenticate,
  isReady,
  metrics,
  features,
}: ShellDeps): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>()
  const site = { simulated, urlOf: staticFiles.urlOf }
  const probes = createProbes({ isReady, metrics })

  app.onError((error, c) => answerError(error, c, log))
  app.use(probes.count)
  // Text only; what is streamed as events passes as it comes.
  app.use(compress())
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

  app.route("/", probes.routes)
  app.get("/static/:name", (c) => {
    const file = staticFiles.get(c.req.param("name"))
    if (!file) return answerProblem(c, 404, notFound())
    return c.body(file.body, 200, { "content-type": file.type, "cache-control": "public, max-age=31536000, immutable" })
  })
  app.route("/", pressRoute())
  app.use("/api/v1/*", onceEach)
  for (const { api, pages } of features) {
    if (api) app.route("/api/v1", api)
    app.route("/", pages)
  }
  aboutApi(app)
  app.notFound((c) => answerProblem(c, 404, notFound()))
  return app
}

const refuse: (c: Parameters<typeof answerProblem>[0]) => Response | Promise<Response> = (c) => {
  if (isPage(c)) {
    // A part of a page: the sign-in page would be put in its place, so htmx is told to go there instead.
    if (c.req.header("hx-request")) {
      const from = c.req.header("hx-current-url") ?? ""
      return c.body(null, 401, { "hx-redirect": `/login${URL.canParse(from) ? comingBackTo(new URL(from)) : ""}` })
    }
    // Only a whole page is worth coming back to: no form, no picture.
    const isWhole = c.req.method === "GET" && (c.req.header("sec-fetch-dest") ?? "document") === "document"
    return c.redirect(`/login${isWhole ? comingBackTo(new URL(c.req.url)) : ""}`, 303)
  }
  const message = sentences.problems.needsKey
  return answerProblem(c, 401, { code: "unauthorized", message, fields: [] })
}

const comingBackTo = ({ pathname, search }: URL) =>
  pathname + search === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`

const notFound = () => ({ code: "not-found", message: sentences.problems.nothingHere, fields: [] })
const tooLarge = () => new DomainError("too-large", sentences.problems.tooLarge, 413)
