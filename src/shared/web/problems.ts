import { randomUUID } from "node:crypto"
import { HTTPException } from "hono/http-exception"
import type { ContentfulStatusCode } from "hono/utils/http-status"
import type { ZodError } from "zod"
import { DomainError, type FieldError, tellable } from "../errors.ts"
import type { Log } from "../log.ts"
import type { Ctx } from "./context.ts"
import { type Html, html } from "./html.ts"
import { renderPage } from "./layout.ts"
import { sentences } from "./sentences.ts"

const say = sentences.problems

const CODES: Record<number, string> = {
  400: "invalid-request",
  403: "forbidden",
  404: "not-found",
  413: "too-large",
  415: "unsupported-media-type",
}
/** What the framework refuses before we see it, in our words. */
const SAID: Record<number, string> = { 400: say.noJson, 415: say.notSentAsJson }
/** A body of 1 MB can have a million things wrong with it. */
const MOST_FIELDS = 20
const MOST_OF_A_NAME = 60

/** The one place where a thrown error becomes an answer: a problem document (RFC 9457) for the API, a page for people. */
export function answerError(error: Error, c: Ctx, log: Log): Response | Promise<Response> {
  const known = toDomainError(error)
  if (known) return answerProblem(c, known.status, known)
  return answerProblem(c, 500, answerFailure(error, c, log))
}

/** Logs what nobody expected, and says where the log has it. */
export function answerFailure(error: Error, c: Ctx, log: Log): Problem {
  const id = randomUUID()
  log.error({ errorId: id, path: c.req.path, ...tellable(error) }, "request failed")
  return { code: "internal-error", message: say.brokenHere(id), fields: [] }
}

type Problem = Pick<DomainError, "code" | "message" | "fields">

export function problemDocument(c: Ctx, status: ContentfulStatusCode, { code, message, fields }: Problem): Response {
  const body = { type: `urn:colophon:problem:${code}`, title: code.replaceAll("-", " "), status, code, detail: message }
  return c.body(JSON.stringify(fields.length > 0 ? { ...body, errors: fields } : body), status, {
    "content-type": "application/problem+json",
  })
}

export function answerProblem(c: Ctx, status: ContentfulStatusCode, problem: Problem): Response | Promise<Response> {
  if (!isPage(c)) return problemDocument(c, status, problem)
  const { message } = problem
  const title = status === 404 ? say.notFound : status === 500 ? say.broken : say.other
  const body = html`<h1>${title}</h1><p class="lead">${message}</p><p>${wayBack(c)}</p>`
  return renderPage(c, { title, section: null, body }, status as 500)
}

/** What a request's schema found, as one sentence and a list of fields. Schemas word their message as what the field takes. */
export function validationError(error: ZodError): DomainError {
  const fields = error.issues.flatMap(fieldErrors).slice(0, MOST_FIELDS)
  return new DomainError("invalid-request", fields.map((f) => f.message).join(" "), 400, fields)
}

function fieldErrors(issue: ZodError["issues"][number]): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.map((key) => [...issue.path, key].join(".").slice(0, MOST_OF_A_NAME))
    return names.map((field) => ({ field, message: say.unknownField(field) }))
  }
  const field = issue.path.join(".").slice(0, MOST_OF_A_NAME)
  if (field === "" && issue.code === "invalid_type")
    return [{ field: say.body, message: say.takes(say.body, say.jsonObject) }]
  const [name, ours] = [field || say.body, /^[a-z]/.test(issue.message)]
  return [{ field: name, message: ours ? say.takes(name, issue.message) : say.fieldSays(name, issue.message) }]
}

/** To the page the person came from, if it is one of ours and not this one. */
function wayBack(c: Ctx): Html {
  const from = c.req.header("referer") ?? ""
  const here = new URL(c.req.url)
  const page = URL.canParse(from) ? new URL(from) : here
  if (page.host !== here.host || page.pathname === here.pathname) return html`<a href="/">${say.backToBooks}</a>`
  return html`<a href="${page.pathname}${page.search}">${say.backToWhere}</a>`
}

/** Below /api the readable documentation alone is a page, and only for a browser. */
export function isPage(c: Ctx): boolean {
  const { path } = c.req
  if (path === "/api/docs") return c.req.header("accept")?.includes("text/html") === true
  return !path.startsWith("/api/") && path !== "/metrics"
}

function toDomainError(error: Error): DomainError | null {
  if (error instanceof DomainError) return error
  if (!(error instanceof HTTPException) || error.status >= 500) return null
  const status = error.status as DomainError["status"]
  const message = SAID[error.status] || error.message || say.refused
  return new DomainError(CODES[status] ?? "refused", message.endsWith(".") ? message : `${message}.`, status)
}
