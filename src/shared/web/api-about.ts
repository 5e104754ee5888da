import type { OpenAPIHono } from "@hono/zod-openapi"
import { type ApiDocument, apiDocument } from "./api.ts"
import { apiDocsPage } from "./api-docs.ts"
import type { Ctx, Env } from "./context.ts"
import { renderPage } from "./layout.ts"
import { problemDocument } from "./problems.ts"
import { sentences } from "./sentences.ts"

/** What the API says of itself: its document, the same as a page, and at each address the methods that it takes. Comes after all its routes. */
export function aboutApi(app: OpenAPIHono<Env>): void {
  let made: ApiDocument | null = null
  const document = () => {
    made ??= apiDocument(app)
    return made
  }
  app.get("/api/openapi.json", (c) => c.json(document()))
  app.get("/api/docs", (c) => renderPage(c, apiDocsPage(document(), originOf(c))))
  app.all("/api/v1/*", (c, next) => {
    const methods = methodsAt(document(), c.req.path)
    return methods.length === 0 ? next() : tellMethods(c, methods)
  })
}

/** As the reader reached this server: with https where a proxy in front speaks it. */
function originOf(c: Ctx): string {
  const { protocol, host } = new URL(c.req.url)
  return `${c.req.header("x-forwarded-proto") === "https" ? "https:" : protocol}//${host}`
}

function methodsAt(document: ApiDocument, asked: string): string[] {
  const here = Object.entries(document.paths ?? {}).filter(([path]) => isAt(path, asked))
  const methods = here.flatMap(([, operations]) => Object.keys(operations)).map((method) => method.toUpperCase())
  return methods.includes("GET") ? [...methods, "HEAD"] : methods
}

/** Whether "/ebooks/{id}" is the address of "/ebooks/17". */
function isAt(path: string, asked: string): boolean {
  const [wanted, given] = [path.split("/"), asked.split("/")]
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part === given[i] || (part.startsWith("{") && given[i] !== ""))
  )
}

function tellMethods(c: Ctx, methods: readonly string[]): Response {
  c.header("allow", [...methods, "OPTIONS"].join(", "))
  if (c.req.method === "OPTIONS") return c.body(null, 204)
  const message = sentences.problems.wrongMethod(c.req.method.slice(0, 20), methods)
  return problemDocument(c, 405, { code: "method-not-allowed", message, fields: [] })
}
