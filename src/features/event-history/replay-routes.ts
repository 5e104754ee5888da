import { Hono } from "hono"
import type { EventBus } from "../../shared/events/event-bus.ts"
import type { Ctx, Env } from "../../shared/web/context.ts"
import type { Problem } from "../../shared/web/fields.ts"
import { renderPage } from "../../shared/web/layout.ts"
import { checkReplay, type ReplayForm, replayPage } from "./replay-page.ts"
import { sentences } from "./sentences.ts"
import { EVENTS } from "./view.ts"

const REPLAY = `${EVENTS}/replay`

/** Giving a subscriber its events again, by a form. */
export function replayRoutes({ bus }: { bus: EventBus }): Hono<Env> {
  const routes = new Hono<Env>()
  const names = () =>
    bus
      .subscribers()
      .map(({ name }) => name)
      .toSorted()

  routes.get(REPLAY, (c) => show(c, { form: { subscriber: "", from: "" }, problems: [] }))

  routes.post(REPLAY, async (c) => {
    const posted = new URLSearchParams(await c.req.text())
    const form = { subscriber: posted.get("subscriber") ?? "", from: posted.get("from") ?? "" }
    const checked = checkReplay(form, names())
    if (!checked.ok) return show(c, { form, problems: checked.problems })
    const count = String(await bus.replay(checked.subscriber, checked.from))
    return c.redirect(`${EVENTS}?${new URLSearchParams({ replayed: checked.subscriber, count })}`, 303)
  })

  function show(c: Ctx, { form, problems }: { form: ReplayForm; problems: Problem[] }) {
    const body = replayPage(form, names(), problems)
    return renderPage(c, { title: sentences.replay.heading, section: "events", body }, problems.length > 0 ? 400 : 200)
  }
  return routes
}
