import { Hono } from "hono"
import { DomainError } from "../../../../shared/errors.ts"
import { outsideId } from "../../../../shared/web/api.ts"
import type { Ctx, Env } from "../../../../shared/web/context.ts"
import { renderPage } from "../../../../shared/web/layout.ts"
import { againAfterDeadlock } from "../../infrastructure/corrections/after-deadlock.ts"
import type { RepricingDeps } from "../../infrastructure/corrections/repricing.ts"
import { resolveAttempt } from "../../infrastructure/corrections/resolve-attempt.ts"
import { attemptView } from "../attempts/attempt-view.ts"
import { attemptLink } from "../links.ts"
import { sentences } from "../sentences.ts"
import { authorOf } from "./author.ts"
import { checkResolution } from "./check-resolution.ts"

/** Saying what became of a lost answer, by the form on its page. */
export function resolvePages({ db, bus, now }: RepricingDeps): Hono<Env> {
  const pages = new Hono<Env>()

  pages.post("/dashboard/costs/attempts/:id/resolve", async (c) => {
    const attemptId = idFrom(c)
    const sent = new URLSearchParams(await c.req.text())
    const typed = (name: string) => sent.get(name) ?? ""
    const form = { became: typed("became"), amount: typed("amount"), reason: typed("reason") }
    const checked = checkResolution(form)
    if (!checked.ok) {
      const view = await attemptView(c, db, attemptId, { form, problems: checked.problems })
      if (!view) throw notInLedger()
      return renderPage(c, { ...view, section: "costs" }, 400)
    }
    const { charged, amount = null, reason } = checked.resolution
    const author = authorOf(c.var.principal)
    const resolution = { attemptId, charged, amount, reason, author, at: now() }
    await againAfterDeadlock(() => bus.command((tx) => resolveAttempt(tx, resolution)))
    return c.redirect(attemptLink(attemptId), 303)
  })

  return pages
}

function idFrom(c: Ctx): string {
  const id = outsideId.safeParse(c.req.param("id"))
  if (!id.success) throw notInLedger()
  return id.data
}

const notInLedger = () => new DomainError("not-found", sentences.notFound.attempt, 404)
