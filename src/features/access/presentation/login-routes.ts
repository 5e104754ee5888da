import { Hono } from "hono"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { localPath } from "../domain/local-path.ts"
import { isAnybodyIn } from "../infrastructure/people.ts"
import { signIn } from "../infrastructure/sign-in.ts"
import type { PresentationDeps } from "./deps.ts"
import { formOf, fromOf, withCookies } from "./door-form.ts"
import { loginPage, nobodyYetPage } from "./login-page.ts"
import { sentences } from "./sentences.ts"

const LONGEST_EMAIL = 254
const { login } = sentences

/** Signing in and out, by plain forms. */
export function loginRoutes(deps: PresentationDeps): Hono<Env> {
  const signOut = async (cookie: string) => (await deps.auth()).signOut(cookie)
  const routes = new Hono<Env>()

  routes.get("/login", async (c) => {
    const next = localPath(c.req.query("next") ?? "")
    if (await deps.authenticate(c.req.raw.headers)) return c.redirect(next, 303)
    if (!(await isAnybodyIn(deps.db)))
      return renderPage(c, { title: login.title, section: null, body: nobodyYetPage() })
    return show(c, { email: "", next, problem: null }, 200)
  })

  routes.post("/login", async (c) => {
    const field = await formOf(c)
    const email = field("email").trim().slice(0, LONGEST_EMAIL)
    const next = localPath(field("next"))
    const result = await signIn(deps, { email, password: field("password") }, fromOf(c, deps.behindProxy))
    if (result.outcome === "signed-in") {
      const old = c.req.header("cookie")
      if (old) await signOut(old)
      return withCookies(c.redirect(next, 303), result.cookies)
    }
    if (result.outcome === "wrong-pair")
      return show(c, { email, next, problem: login.wrongPair(result.triesLeft) }, 401)
    c.header("retry-after", String(result.waitSeconds))
    return show(c, { email, next, problem: sentences.tooManyTries(result.waitSeconds) }, 429)
  })

  routes.post("/logout", async (c) =>
    withCookies(c.redirect("/login", 303), await signOut(c.req.header("cookie") ?? "")),
  )

  return routes
}

const show = (c: Ctx, form: Parameters<typeof loginPage>[0], status: 200 | 401 | 429) =>
  renderPage(c, { title: login.title, section: null, body: loginPage(form) }, status)
