import { z } from "@hono/zod-openapi"
import { Hono } from "hono"
import type { ModelList } from "../../../../shared/model-list.ts"
import { outsideId } from "../../../../shared/web/api.ts"
import type { Ctx, Env } from "../../../../shared/web/context.ts"
import type { Problem } from "../../../../shared/web/fields.ts"
import { renderPage } from "../../../../shared/web/layout.ts"
import { validationError } from "../../../../shared/web/problems.ts"
import { enterPrice } from "../../infrastructure/prices/own-prices.ts"
import { listPrices, readPriceBook } from "../../infrastructure/prices/price-list.ts"
import { authorOf } from "../corrections/author.ts"
import { meterLabel } from "../labels.ts"
import { PRICES } from "../links.ts"
import { sliceOf } from "../page-turner.ts"
import { checkOwnPrice, type OwnPriceForm, ownPriceForm } from "./own-price-form.ts"
import { priceHistory } from "./price-history.ts"
import { meter, toOwnPrice } from "./prices-body.ts"
import { type Notice, pricesPage } from "./prices-page.ts"
import { askProvider, type PricesDeps } from "./prices-refresh.ts"
import { priceSentences as say } from "./prices-sentences.ts"

type Shown = { form: OwnPriceForm; problems: readonly Problem[]; notice: Notice | null }

/** The price book, for people: prices now, what changed, a price of one's own, the history of one. */
export function pricesPages(deps: PricesDeps & { models: ModelList }): Hono<Env> {
  const { db, now, models, prices } = deps
  const pages = new Hono<Env>()

  const render = async (c: Ctx, shown: Shown, status: 200 | 400 | 409 = 200) => {
    const offered = models.models.map(({ id }) => id)
    const body = pricesPage({ book: await readPriceBook(db, now()), offered, hasProvider: prices !== null, ...shown })
    return renderPage(c, { title: say.title, section: "prices", body }, status)
  }
  const prefilled = (c: Ctx) => ownPriceForm((name) => c.req.query(name))

  pages.get(PRICES, async (c) => {
    const kept = Number(c.req.query("kept"))
    return render(c, {
      form: prefilled(c),
      problems: [],
      notice: Number.isInteger(kept) ? { kind: "kept", id: kept } : null,
    })
  })

  pages.post(PRICES, async (c) => {
    const sent = new URLSearchParams(await c.req.text())
    const form = ownPriceForm((name) => sent.get(name))
    const checked = checkOwnPrice(form)
    if (!checked.ok) return render(c, { form, problems: checked.problems, notice: null }, 400)
    const by = { author: authorOf(c.var.principal), at: now() }
    const { version } = await enterPrice(db, toOwnPrice(checked.price), by)
    return c.redirect(`${PRICES}?kept=${version.id}`, 303)
  })

  pages.post(`${PRICES}/refresh`, async (c) => {
    const asked = await askProvider(deps)
    const shown = { form: prefilled(c), problems: [], notice: { kind: "asked", asked } as const }
    return render(c, shown, asked.kind === "refreshed" ? 200 : 409)
  })

  pages.get(`${PRICES}/history`, async (c) => {
    const asked = z.object({ model: outsideId, meter }).safeParse(c.req.query())
    if (!asked.success) throw validationError(asked.error)
    const slice = sliceOf(c)
    const body = priceHistory(asked.data, await listPrices(db, asked.data, slice, now()), slice)
    const title = say.history.title(`${meterLabel(asked.data.meter)}, ${asked.data.model}`)
    return renderPage(c, { title, section: "prices", body })
  })
  return pages
}
