import { Hono } from "hono"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import { alertOf, type Problem } from "../../../shared/web/fields.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { bookLink } from "../../../shared/web/links.ts"
import { live } from "../../../shared/web/live.ts"
import { type EbookView, readEbook } from "../infrastructure/ebook-queries.ts"
import {
  cancelEbook,
  hideEbook,
  pauseEbook,
  renameEbook,
  restoreEbook,
  resumeEbook,
} from "../infrastructure/steer-ebook.ts"
import { sentences } from "../sentences/book-sentences.ts"
import type { PresentationDeps } from "./deps.ts"
import { ebookPage, isOver, livePart } from "./ebook-page.ts"
import { findBook, idFrom } from "./find-book.ts"
import { checkNames, manageEbook, type NameForm, nameFormOf } from "./manage-ebook.ts"
import { problemsHead } from "./typed-text.ts"

const say = sentences.manage
const BOOK = "/dashboard/ebooks/:id"

/** A book's page, the part of it that redraws itself, and steering by plain forms. */
export function ebookRoutes(deps: PresentationDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get(BOOK, async (c) => {
    const book = await findBook(deps, idFrom(c))
    return show(c, book, { form: nameFormOf(book), problems: [] })
  })

  routes.get(`${BOOK}/live`, async (c) => {
    const { id } = await findBook(deps, idFrom(c))
    return live(c, deps.hint, async () => {
      const book = await readEbook(deps.db, id)
      return book ? { part: await livePart(deps, book), finished: isOver(book) } : { part: deleted(id), finished: true }
    })
  })

  for (const [verb, steer] of Object.entries({ pause: pauseEbook, resume: resumeEbook, cancel: cancelEbook })) {
    routes.post(`${BOOK}/${verb}`, async (c) => c.redirect(bookLink((await steer(deps, idFrom(c))).id), 303))
  }

  routes.post(`${BOOK}/rename`, async (c) => {
    const posted = new URLSearchParams(await c.req.text())
    const form = { title: posted.get("title") ?? "", author: posted.get("author") ?? "" }
    const book = await findBook(deps, idFrom(c))
    const checked = checkNames(form)
    if (!checked.ok) return show(c, book, { form, problems: checked.problems })
    await renameEbook(deps, book.id, checked.change)
    return c.redirect(bookLink(book.id), 303)
  })

  routes.post(`${BOOK}/delete`, async (c) => {
    const id = idFrom(c)
    await hideEbook(deps, id)
    return c.redirect(`/?deleted=${encodeURIComponent(id)}`, 303)
  })

  routes.post(`${BOOK}/restore`, async (c) => {
    const id = idFrom(c)
    await restoreEbook(deps, id)
    return c.redirect(bookLink(id), 303)
  })

  async function show(c: Ctx, book: EbookView, { form, problems }: { form: NameForm; problems: Problem[] }) {
    const below = manageEbook(book, form, problems)
    const alert = problems.length > 0 ? alertOf(problems, problemsHead(problems.length, say.nothingChanged)) : null
    const body = ebookPage(book, await livePart(deps, book), { alert, below })
    return renderPage(c, { title: book.title, section: "books", body }, alert ? 400 : 200)
  }
  return routes
}

/** Said to whoever looks at the book while somebody deletes it. */
export const deleted = (id: string): Html => html`<p>${say.deleted} <a href="/">${say.backToBooks}</a></p>
<form method="post" action="${bookLink(id)}/restore"><button class="btn btn--line">${say.restore}</button></form>`
