import { Hono } from "hono"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import type { Html } from "../../../shared/web/html.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { NEW_BOOK } from "../../../shared/web/links.ts"
import { addWithPassword } from "../infrastructure/passwords.ts"
import { isAnybodyIn } from "../infrastructure/people.ts"
import { validUntil } from "../infrastructure/set-up-links.ts"
import { signIn } from "../infrastructure/sign-in.ts"
import { checkEmail, checkName, checkPassword } from "./check-person.ts"
import type { PresentationDeps } from "./deps.ts"
import { formOf, fromOf, withCookies } from "./door-form.ts"
import { sentences } from "./sentences.ts"
import { alreadySetUpPage, setUpPage, staleLinkPage } from "./set-up-page.ts"

/** What the set-up link opens: the first account is made here, once, and its owner signed in. */
export function setUpRoutes(deps: PresentationDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get("/setup", async (c) => {
    const token = c.req.query("token") ?? ""
    const until = await validUntil(deps.db, token)
    if (!until) return refuse(c)
    return show(c, setUpPage({ token, name: "", email: "" }, until, []), 200)
  })

  routes.post("/setup", async (c) => {
    const written = await formOf(c)
    const form = { token: written("token"), name: written("name"), email: written("email") }
    // Before the password is hashed: that costs a tenth of a second, which strangers are not given.
    const until = await validUntil(deps.db, form.token)
    if (!until) return refuse(c)
    const [name, email] = [checkName("name", form.name, "person"), checkEmail("email", form.email)]
    const password = checkPassword("password", written("password"))
    if (name.problem || email.problem || password.problem) {
      const problems = [name.problem, email.problem, password.problem].filter((problem) => problem !== null)
      return show(c, setUpPage(form, until, problems), 400)
    }
    const person = { name: name.value, email: email.value, password: password.value }
    const added = await addWithPassword(deps, person, "only-as-the-first")
    if (added.outcome !== "added") return refuse(c)
    deps.log.info({ user: person.email }, "the first account was made by the set-up link")
    const result = await signIn(deps, person, fromOf(c, deps.behindProxy))
    if (result.outcome !== "signed-in") return c.redirect("/login", 303)
    return withCookies(c.redirect(NEW_BOOK, 303), result.cookies)
  })

  const refuse = async (c: Ctx) =>
    (await isAnybodyIn(deps.db)) ? show(c, alreadySetUpPage(), 409) : show(c, staleLinkPage(), 403)
  return routes
}

function show(c: Ctx, body: Html, status: 200 | 400 | 403 | 409) {
  // The address holds the token. `no-referrer` would also hide the Origin, by which the form is known to be ours.
  c.header("referrer-policy", "strict-origin")
  return renderPage(c, { title: sentences.setUp.title, section: null, body }, status)
}
