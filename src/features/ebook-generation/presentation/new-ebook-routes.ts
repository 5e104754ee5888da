import { Hono } from "hono"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import type { Problem } from "../../../shared/web/fields.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { bookLink } from "../../../shared/web/links.ts"
import { requestEbook } from "../infrastructure/request-ebook.ts"
import { sentences } from "../sentences/order-sentences.ts"
import { checkForm } from "./check-new-ebook.ts"
import type { PresentationDeps } from "./deps.ts"
import { rounded } from "./estimates.ts"
import { emptyForm, type NewEbookForm, readForm } from "./new-ebook-form.ts"
import { newEbookPage, type OfferedModel } from "./new-ebook-page.ts"
import { quote } from "./quote.ts"

/** Digits of the price of one picture: cents would make them all alike. */
const PICTURE_DIGITS = 4

/** Asking for a book by a form, with its price beside it before anything is spent. */
export function newEbookRoutes(deps: PresentationDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get("/dashboard/ebooks/new", (c) => show(c, emptyForm(deps), []))

  routes.get("/dashboard/ebooks/quote", async (c) =>
    c.html(await quote(deps, readForm(new URL(c.req.url).searchParams))),
  )

  routes.post("/dashboard/ebooks", async (c) => {
    const form = readForm(new URLSearchParams(await c.req.text()))
    const checked = checkForm(form, deps)
    if (!checked.ok) return show(c, form, checked.problems)
    const { id } = await requestEbook(deps, checked.request, checked.idempotencyKey)
    return c.redirect(bookLink(id), 303)
  })

  async function show(c: Ctx, form: NewEbookForm, problems: Problem[]) {
    const [slip, models] = await Promise.all([quote(deps, form), offeredModels(deps)])
    const body = newEbookPage(form, { themes: deps.themes, models, quote: slip, problems })
    return renderPage(c, { title: sentences.heading, section: "books", body }, problems.length > 0 ? 400 : 200)
  }
  return routes
}

/** A book of a cover alone costs one picture. */
const offeredModels = ({ models, estimate }: PresentationDeps): Promise<OfferedModel[]> =>
  Promise.all(
    models.models.map(async ({ id, name }) => {
      const one = await estimate({ coverModel: id, pageModel: id, pageCount: 0 })
      return { id, name, price: one && rounded(one.amount, PICTURE_DIGITS) }
    }),
  )
