import { Hono } from "hono"
import { DomainError } from "../../../shared/errors.ts"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import type { Html } from "../../../shared/web/html.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { listKeys, makeKey, revokeKey } from "../infrastructure/api-keys.ts"
import type { SignedInUser } from "../infrastructure/better-auth.ts"
import { addWithPassword, newPassword } from "../infrastructure/passwords.ts"
import { listPeople } from "../infrastructure/people.ts"
import { checkEmail, checkName } from "./check-person.ts"
import type { PresentationDeps } from "./deps.ts"
import { formOf } from "./door-form.ts"
import { oncePage } from "./once-page.ts"
import { sentences } from "./sentences.ts"
import { EMPTY_FORMS, type SettingsForms, settingsPage } from "./settings-page.ts"

const say = sentences.settings
const SETTINGS = "/dashboard/settings"

/** The settings, and making a person or a key there: the answer shows the secret, this once. */
export function settingsRoutes(deps: PresentationDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get(SETTINGS, (c) => show(c, EMPTY_FORMS))

  routes.post(`${SETTINGS}/people`, async (c) => {
    await signedIn(deps, c)
    const written = await formOf(c)
    const person = { name: written("person-name"), email: written("person-email") }
    const refuse = (problems: SettingsForms["problems"]) => show(c, { ...EMPTY_FORMS, person, problems })
    const name = checkName("person-name", person.name, "person")
    const email = checkEmail("person-email", person.email)
    if (name.problem || email.problem) {
      return refuse([name.problem, email.problem].filter((problem) => problem !== null))
    }
    const password = newPassword()
    const added = await addWithPassword(deps, { name: name.value, email: email.value, password }, "whoever-is-in")
    if (added.outcome === "added") return showPassword(c, { name: name.value, email: email.value }, password)
    const { link, taken } = sentences.problems.email
    return refuse([{ field: "person-email", target: "person-email", link, sentence: taken(email.value) }])
  })

  routes.post(`${SETTINGS}/keys`, async (c) => {
    const me = await signedIn(deps, c)
    const keyName = (await formOf(c))("key-name")
    const name = checkName("key-name", keyName, "key")
    if (name.problem) return show(c, { ...EMPTY_FORMS, keyName, problems: [name.problem] })
    const made = await makeKey(deps.db, name.value, me.name)
    if (made.outcome === "name-taken") {
      const { link, taken } = sentences.problems.keyName
      const problem = { field: "key-name", target: "key-name", link, sentence: taken(name.value) }
      return show(c, { ...EMPTY_FORMS, keyName, problems: [problem] })
    }
    const { keyTitle, keyLead, key: label } = sentences.once
    return answer(c, oncePage({ title: keyTitle(name.value), lead: keyLead, label, secret: made.key }), 200)
  })

  routes.post(`${SETTINGS}/keys/:id/revoke`, async (c) => {
    await signedIn(deps, c)
    if (!(await revokeKey(deps.db, { id: idFrom(c) }))) {
      throw new DomainError("api-key-not-found", say.noSuchKey, 404)
    }
    return c.redirect(`${SETTINGS}?done=revoked`, 303)
  })

  async function show(c: Ctx, forms: SettingsForms) {
    const [people, keys, installation, me] = await Promise.all([
      listPeople(deps.db),
      listKeys(deps.db),
      deps.installation(),
      userOf(deps, c),
    ])
    const done = Object.entries(say.done).find(([what]) => what === c.req.query("done"))?.[1] ?? null
    const body = settingsPage({ people, keys, installation, me: me?.id ?? null }, forms, done)
    return answer(c, body, forms.problems.length > 0 ? 400 : 200)
  }
  return routes
}

const answer = (c: Ctx, body: Html, status: 200 | 400) =>
  renderPage(c, { title: say.title, section: "settings", body }, status)

/** The answer that shows a person's new password. */
export function showPassword(c: Ctx, { name, email }: { name: string; email: string }, secret: string) {
  const { passwordTitle, passwordLead, password: label } = sentences.once
  return answer(c, oncePage({ title: passwordTitle(name), lead: passwordLead(email), label, secret }), 200)
}

/** Who is signed in; null for a program with a key. */
export async function userOf({ auth }: PresentationDeps, c: Ctx): Promise<SignedInUser | null> {
  return c.var.principal?.via === "session" ? (await auth()).userOf(c.req.header("cookie") ?? "") : null
}

/** A key may not make keys or people: whoever revokes a leaked one must have shut out whoever found it. */
export async function signedIn(deps: PresentationDeps, c: Ctx): Promise<SignedInUser> {
  const user = await userOf(deps, c)
  if (!user) throw new DomainError("person-needed", say.personNeeded, 403)
  return user
}

/** An id from the address; what no id can hold is not asked of the database. */
export const idFrom = (c: Ctx): string => /^[\w-]{1,200}$/.exec(c.req.param("id") ?? "")?.[0] ?? ""
