import { Hono } from "hono"
import type { Db } from "../../../shared/database/database.ts"
import { outsideId } from "../../../shared/web/api.ts"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import { html } from "../../../shared/web/html.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { readAttemptContext } from "../infrastructure/attempt-context.ts"
import { readAttempt } from "../infrastructure/cost-queries.ts"
import { readEbookCosts } from "../infrastructure/ebook-costs.ts"
import { attemptPage, attemptTitle } from "./attempt-page.ts"
import { attemptsPage } from "./attempts-page.ts"
import { costsPage } from "./costs-page.ts"
import { ebookCostsPage } from "./ebook-costs-page.ts"
import { moneyAsked, moneyShown } from "./money-shown.ts"
import { sentences } from "./sentences.ts"

/** `simulated`: no key is set. */
export type CostsPages = { db: Db; simulated: boolean }

/** The costs, as people look at them: all of it, a book, a list of attempts, one attempt. */
export function costsPages({ db, simulated: noKey }: CostsPages): Hono<Env> {
  const pages = new Hono<Env>()

  pages.get("/dashboard/costs", async (c) => {
    const body = await costsPage(c, db, await moneyShown(c, db, noKey))
    return renderPage(c, { title: sentences.costs, section: "costs", body })
  })

  pages.get("/dashboard/costs/ebooks/:id", async (c) => {
    const id = outsideId.safeParse(c.req.param("id"))
    const book = id.success ? await readEbookCosts(db, id.data, moneyAsked(c)) : null
    if (!book) return notInLedger(c, sentences.notFound.book)
    const title = sentences.book.title(book.title ?? book.ebookId)
    return renderPage(c, { title, section: "costs", body: await ebookCostsPage(c, db, book) })
  })

  pages.get("/dashboard/costs/attempts", async (c) => {
    const { title, body } = await attemptsPage(c, db, await moneyShown(c, db, noKey))
    return renderPage(c, { title, section: "costs", body })
  })

  pages.get("/dashboard/costs/attempts/:id", async (c) => {
    const id = outsideId.safeParse(c.req.param("id"))
    const attempt = id.success ? await readAttempt(db, id.data) : null
    if (!attempt) return notInLedger(c, sentences.notFound.attempt)
    const context = await readAttemptContext(db, attempt.attemptId)
    const [title, body] = [attemptTitle(attempt, context), attemptPage(c, attempt, context)]
    return renderPage(c, { title, section: "costs", body })
  })

  return pages
}

/** A calm page for an id that nothing was charged under, and the way back to what was. */
function notInLedger(c: Ctx, sentence: string) {
  const { title, back } = sentences.notFound
  const body = html`<h1>${title}</h1><p class="lead">${sentence}</p><p><a href="/dashboard/costs">${back}</a></p>`
  return renderPage(c, { title, section: "costs", body }, 404)
}
