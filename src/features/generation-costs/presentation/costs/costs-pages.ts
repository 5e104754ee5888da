import { Hono } from "hono"
import type { Db } from "../../../../shared/database/database.ts"
import { outsideId } from "../../../../shared/web/api.ts"
import type { Ctx, Env } from "../../../../shared/web/context.ts"
import { html } from "../../../../shared/web/html.ts"
import { renderPage } from "../../../../shared/web/layout.ts"
import { readEbookCosts } from "../../infrastructure/sums/ebook-costs.ts"
import { recount } from "../../infrastructure/sums/recount.ts"
import { attemptView } from "../attempts/attempt-view.ts"
import { attemptsPage } from "../attempts/attempts-page.ts"
import { EMPTY_RESOLUTION } from "../corrections/check-resolution.ts"
import { moneyAsked, moneyShown } from "../money-shown.ts"
import { sentences } from "../sentences.ts"
import { booksPage } from "./books-page.ts"
import { costsPage } from "./costs-page.ts"
import { ebookCostsPage } from "./ebook-costs-page.ts"
import { periodAsked } from "./period-asked.ts"

/** `simulated`: no key is set. */
export type CostsPages = { db: Db; simulated: boolean; now: () => Date }

/** The costs, as people look at them: all of it, a book, a list of attempts, one attempt. */
export function costsPages({ db, simulated: noKey, now }: CostsPages): Hono<Env> {
  const pages = new Hono<Env>()
  // The pattern also matches /dashboard/costs itself.
  pages.get("/dashboard/costs/*", async (_c, next) => recount(db).then(next))

  pages.get("/dashboard/costs", async (c) => {
    const [shown, asked] = [await moneyShown(c, db, noKey), periodAsked(c, now())]
    const body = await costsPage(c, db, shown, asked, now())
    return renderPage(c, { title: sentences.costs, section: "costs", body }, asked.problem === null ? 200 : 400)
  })

  pages.get("/dashboard/costs/ebooks", async (c) => {
    const [shown, asked] = [await moneyShown(c, db, noKey), periodAsked(c, now())]
    const { title, body } = await booksPage(c, db, shown, asked, now())
    return renderPage(c, { title, section: "costs", body }, asked.problem === null ? 200 : 400)
  })

  pages.get("/dashboard/costs/ebooks/:id", async (c) => {
    const id = outsideId.safeParse(c.req.param("id"))
    const book = id.success ? await readEbookCosts(db, id.data, moneyAsked(c)) : null
    if (!book) return notInLedger(c, sentences.notFound.book)
    const title = sentences.book.title(book.title ?? book.ebookId)
    return renderPage(c, { title, section: "costs", body: await ebookCostsPage(c, db, book) })
  })

  pages.get("/dashboard/costs/attempts", async (c) => {
    const { title, body } = await attemptsPage(c, db, await moneyShown(c, db, noKey), now())
    return renderPage(c, { title, section: "costs", body })
  })

  pages.get("/dashboard/costs/attempts/:id", async (c) => {
    const id = outsideId.safeParse(c.req.param("id"))
    const view = id.success ? await attemptView(c, db, id.data, { form: EMPTY_RESOLUTION, problems: [] }) : null
    return view ? renderPage(c, { ...view, section: "costs" }) : notInLedger(c, sentences.notFound.attempt)
  })

  return pages
}

/** A calm page for an id that nothing was charged under, and the way back to what was. */
function notInLedger(c: Ctx, sentence: string) {
  const { title, back } = sentences.notFound
  const body = html`<h1>${title}</h1><p class="lead">${sentence}</p><p><a href="/dashboard/costs">${back}</a></p>`
  return renderPage(c, { title, section: "costs", body }, 404)
}
