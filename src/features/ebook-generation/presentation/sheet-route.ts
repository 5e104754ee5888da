import { Hono } from "hono"
import { DomainError } from "../../../shared/errors.ts"
import type { Env } from "../../../shared/web/context.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { readCandidates } from "../infrastructure/candidates.ts"
import type { PresentationDeps } from "./deps.ts"
import { findBook, idFrom, pageNumberFrom } from "./find-book.ts"
import { sheetPage } from "./sheet-page.ts"
import { pageName } from "./words.ts"

/** One page of a book, large. */
export function sheetRoute(deps: PresentationDeps): Hono<Env> {
  return new Hono<Env>().get("/dashboard/ebooks/:id/pages/:n", async (c) => {
    const book = await findBook(deps, idFrom(c))
    const number = pageNumberFrom(c)
    const page = book.pages.find((one) => one.number === number)
    if (!page) {
      const message = `This book has no page ${number}: its pages are 0, the cover, to ${book.pages.length - 1}, the back cover.`
      throw new DomainError("page-not-found", message, 404)
    }
    const candidates = await readCandidates(deps.db, book.id, page)
    const body = sheetPage(book, page, candidates, deps.now())
    return renderPage(c, { title: `${book.title}, ${pageName(page)}`, section: "books", body })
  })
}
