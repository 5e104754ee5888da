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

const CODES: Record<number, string> = { 400: "invalid-request", 403: "forbidden", 404: "not-found", 413: "too-large" }

/** The one place where a thrown error becomes an answer: a problem document (RFC 9457) for the API, a page for people. */
export function answerError(error: Error, c: Ctx, log: Log): Response | Promise<Response> {
  const known = toDomainError(error)
  if (known) return answerProblem(c, known.status, known)
  const id = randomUUID()
  log.error({ errorId: id, path: c.req.path, ...tellable(error) }, "request failed")
  return answerProblem(c, 500, {
    code: "internal-error",
    message: say.brokenHere(id),
    fields: [],
  })
}

export function answerProblem(
  c: Ctx,
  status: ContentfulStatusCode,
  { code, message, fields }: Pick<DomainError, "code" | "message" | "fields">,
): Response | Promise<Response> {
  if (!isPage(c)) {
    const body = {
      type: `urn:colophon:problem:${code}`,
      title: code.replaceAll("-", " "),
      status,
      code,
      detail: message,
    }
    return c.body(JSON.stringify(fields.length > 0 ? { ...body, errors: fields } : body), status, {
      "content-type": "application/problem+json",
    })
  }
  const title = status === 404 ? say.notFound : status === 500 ? say.broken : say.other
  const body = html`<h1>${title}</h1><p class="lead">${message}</p><p>${wayBack(c)}</p>`
  return renderPage(c, { title, section: null, body }, status as 500)
}

/** What a request's schema found, as one sentence and a list of fields. Schemas word their message as what the field takes. */
export function validationError(error: ZodError): DomainError {
  const fields: FieldError[] = error.issues.map((issue) => {
    if (issue.code === "unrecognized_keys") {
      return { field: issue.keys.join(", "), message: say.unknownField(issue.keys.join(", ")) }
    }
    const field = issue.path.join(".") || say.body
    const ours = /^[a-z]/.test(issue.message)
    return { field, message: ours ? say.takes(field, issue.message) : say.fieldSays(field, issue.message) }
  })
  return new DomainError("invalid-request", fields.map((f) => f.message).join(" "), 400, fields)
}

/** To the page the person came from, if it is one of ours and not this one. */
function wayBack(c: Ctx): Html {
  const from = c.req.header("referer") ?? ""
  const here = new URL(c.req.url)
  const page = URL.canParse(from) ? new URL(from) : here
  if (page.host !== here.host || page.pathname === here.pathname) return html`<a href="/">${say.backToBooks}</a>`
  return html`<a href="${page.pathname}${page.search}">${say.backToWhere}</a>`
}

const isPage = (c: Ctx) => !c.req.path.startsWith("/api/") && c.req.path !== "/metrics"

function toDomainError(error: Error): DomainError | null {
  if (error instanceof DomainError) return error
  if (!(error instanceof HTTPException) || error.status >= 500) return null
  const status = error.status as DomainError["status"]
  const message = error.message || say.refused
  return new DomainError(CODES[status] ?? "refused", message.endsWith(".") ? message : `${message}.`, status)
}
