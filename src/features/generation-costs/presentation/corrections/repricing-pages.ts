import { Hono } from "hono"
import type { Ctx, Env } from "../../../../shared/web/context.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { renderPage } from "../../../../shared/web/layout.ts"
import { moneyText } from "../../../../shared/web/money.ts"
import { validationError } from "../../../../shared/web/problems.ts"
import { applyRepricing, previewRepricing, type RepricingDeps } from "../../infrastructure/corrections/repricing.ts"
import {
  type AppliedRepricing,
  listRepricings,
  undoRepricing,
} from "../../infrastructure/corrections/undo-repricing.ts"
import { listPricedModels } from "../../infrastructure/prices/priced-models.ts"
import { moneyShown, moneySwitch, simulatedBand } from "../money-shown.ts"
import { authorOf } from "./author.ts"
import { correctionSentences } from "./corrections-sentences.ts"
import { undoBody } from "./repricing-body.ts"
import { checkRepricing, REPRICING, type RepricingForm, repricingForm } from "./repricing-form.ts"
import { repricingPreview } from "./repricing-preview.ts"
import { repricingsList } from "./repricings-list.ts"

const say = correctionSentences.repricing

/** Repricing by hand: choose the time, see what would change, apply it, take it back. `simulated`: no key is set. */
export function repricingPages(deps: RepricingDeps & { simulated: boolean }): Hono<Env> {
  const { db, now, simulated: noKey } = deps
  const pages = new Hono<Env>()

  pages.get(REPRICING, async (c) => {
    const shown = await moneyShown(c, db, noKey)
    const asked = c.req.query("show") !== undefined
    const form = asked ? formOf((name) => c.req.query(name)) : thisMonth(now())
    const checked = checkRepricing(form, shown.simulated)
    const problems = checked.ok ? [] : checked.problems
    const found = asked && checked.ok ? await previewRepricing(db, checked.scope) : null
    const money = shown.simulated ? "simulated" : "real"
    const repricings = await listRepricings(db, shown.simulated)
    const body = html`${simulatedBand(c, shown.simulated)}
      <nav class="crumb" aria-label="${say.whereThisIs}"><a href="/dashboard/prices">${say.prices}</a></nav>
      <div class="head"><div><h1>${say.title}</h1><p>${say.lead}</p></div>${moneySwitch(shown, REPRICING, asked ? String(new URLSearchParams({ ...form, show: "1" })) : "")}</div>
      ${notice(c, repricings)}
      ${repricingForm(form, { models: await listPricedModels(db), money, problems })}
      ${found ? repricingPreview(found, form, money) : ""}
      ${repricingsList(repricings, money)}`
    return renderPage(c, { title: say.title, section: "prices", body }, checked.ok ? 200 : 400)
  })

  pages.post(`${REPRICING}/apply`, async (c) => {
    const sent = new URLSearchParams(await c.req.text())
    const money = moneyOf(sent)
    const form = formOf((name) => sent.get(name) ?? undefined)
    const checked = checkRepricing(form, money === "simulated")
    // Only a form that was put together elsewhere can be wrong here: the page shows what is.
    if (!checked.ok) return c.redirect(`${REPRICING}?${new URLSearchParams({ ...form, money, show: "1" })}`, 303)
    const { id } = await applyRepricing(deps, checked.scope, authorOf(c.var.principal))
    return c.redirect(
      `${REPRICING}?${new URLSearchParams({ money, applied: id === null ? "nothing" : String(id) })}`,
      303,
    )
  })

  pages.post(`${REPRICING}/undo`, async (c) => {
    const sent = new URLSearchParams(await c.req.text())
    const asked = undoBody.safeParse({ id: Number(sent.get("id")) })
    if (!asked.success) throw validationError(asked.error)
    const { id } = asked.data
    await undoRepricing(deps, id, authorOf(c.var.principal))
    return c.redirect(`${REPRICING}?${new URLSearchParams({ money: moneyOf(sent), undone: String(id) })}`, 303)
  })
  return pages
}

const moneyOf = (sent: URLSearchParams) => (sent.get("money") === "simulated" ? "simulated" : "real")

/** What the press of a button has just done. */
function notice(c: Ctx, repricings: readonly AppliedRepricing[]): Html {
  const { applied, undone } = c.req.query()
  const done = repricings.find(({ id }) => String(id) === (applied ?? undone))
  const words =
    applied === "nothing"
      ? say.appliedNothing
      : done && (applied ? say.applied(done.id, done.charges, moneyText(done.amount)) : say.undone(done.id))
  return words ? html`<div class="said" role="status"><p>${words}</p></div>` : html``
}

const formOf = (typed: (name: string) => string | undefined): RepricingForm => ({
  from: typed("from") ?? "",
  to: typed("to") ?? "",
  model: typed("model") ?? "",
})

/** From the first of the month to today, UTC. */
function thisMonth(now: Date): RepricingForm {
  const today = now.toISOString().slice(0, 10)
  return { from: `${today.slice(0, 8)}01`, to: today, model: "" }
}
