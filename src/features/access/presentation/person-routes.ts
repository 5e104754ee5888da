import { Hono } from "hono"
import { DomainError } from "../../../shared/errors.ts"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import type { Problem } from "../../../shared/web/fields.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { changePassword, newPassword, resetPassword } from "../infrastructure/passwords.ts"
import { findPerson, type Person, removePerson, renamePerson } from "../infrastructure/people.ts"
import { checkName, checkPassword } from "./check-person.ts"
import type { PresentationDeps } from "./deps.ts"
import { formOf } from "./door-form.ts"
import { personPage } from "./person-page.ts"
import { sentences } from "./sentences.ts"
import { idFrom, showPassword, signedIn, userOf } from "./settings-routes.ts"

const say = sentences.settings
const PERSON = "/dashboard/settings/people/:id"

/** A person's page: one's own name and password, another's new password and end. */
export function personRoutes(deps: PresentationDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get(PERSON, async (c) => {
    const [person, me] = await Promise.all([find(c), userOf(deps, c)])
    return show(c, person, { isMe: person.id === me?.id, name: person.name, problems: [] })
  })

  routes.post(`${PERSON}/password`, async (c) => {
    await signedIn(deps, c)
    const person = await find(c)
    const password = newPassword()
    await resetPassword(deps, person, password)
    return showPassword(c, person, password)
  })

  routes.post(`${PERSON}/delete`, async (c) => {
    const [me, person] = [await signedIn(deps, c), await find(c)]
    if (person.id === me.id) throw new DomainError("own-account", say.yourself, 409)
    const outcome = await removePerson(deps.db, person.id)
    if (outcome === "last-one") throw new DomainError("last-person", say.lastPerson, 409)
    return c.redirect("/dashboard/settings?done=deleted", 303)
  })

  routes.post(`${PERSON}/name`, async (c) => {
    const { person } = await findMyself(c)
    const written = (await formOf(c))("name")
    const name = checkName("name", written, "person")
    if (name.problem) return show(c, person, { isMe: true, name: written, problems: [name.problem] })
    await renamePerson(deps.db, person.id, name.value)
    return c.redirect("/dashboard/settings?done=name", 303)
  })

  routes.post(`${PERSON}/own-password`, async (c) => {
    const { me, person } = await findMyself(c)
    const written = await formOf(c)
    const refuse = (problem: Problem) => show(c, person, { isMe: true, name: person.name, problems: [problem] })
    const next = checkPassword("next", written("next"))
    if (next.problem) return refuse(next.problem)
    const change = await changePassword(deps, me, { current: written("current"), next: next.value })
    if (change.outcome === "changed") return c.redirect("/dashboard/settings?done=password", 303)
    const { link, wrong } = sentences.problems.currentPassword
    const sentence = change.outcome === "wrong-password" ? wrong : sentences.tooManyTries(change.waitSeconds)
    return refuse({ field: "current", target: "current", link, sentence })
  })

  async function find(c: Ctx): Promise<Person> {
    const person = await findPerson(deps.db, { id: idFrom(c) })
    if (!person) throw new DomainError("person-not-found", say.noSuchPerson, 404)
    return person
  }

  async function findMyself(c: Ctx) {
    const [me, person] = [await signedIn(deps, c), await find(c)]
    if (person.id !== me.id) throw new DomainError("not-your-account", say.onlyYourself, 403)
    return { me, person }
  }
  return routes
}

type Shown = { isMe: boolean; name: string; problems: readonly Problem[] }

const show = (c: Ctx, person: Person, { isMe, name, problems }: Shown) =>
  renderPage(
    c,
    { title: person.name, section: "settings", body: personPage(person, isMe, name, problems) },
    problems.length > 0 ? 400 : 200,
  )
