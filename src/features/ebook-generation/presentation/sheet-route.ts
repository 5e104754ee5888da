import { Hono } from "hono"
import { DomainError } from "../../../shared/errors.ts"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { renderPage } from "../../../shared/web/layout.ts"
import { bookLink, pageLink } from "../../../shared/web/links.ts"
import { live } from "../../../shared/web/live.ts"
import { readTries } from "../infrastructure/candidates.ts"
import { type EbookView, type PageView, readEbook } from "../infrastructure/ebook-queries.ts"
import { sentences } from "../sentences/fact-sentences.ts"
import { sentences as say } from "../sentences/sheet-sentences.ts"
import type { PresentationDeps } from "./deps.ts"
import { isOver } from "./ebook-page.ts"
import { deleted } from "./ebook-routes.ts"
import { findBook, idFrom, pageNumberFrom } from "./find-book.ts"
import { liveRegion } from "./live-region.ts"
import { lookLink, sheetPart } from "./sheet-page.ts"
import { farLinks, headOf, neighboursOf, pager } from "./sheet-pager.ts"

const PAGE = "/dashboard/ebooks/:id/pages/:n"

/** The viewer: one page of a book, large, with its neighbours a key away. */
export function sheetRoute(deps: PresentationDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get(PAGE, async (c) => {
    const book = await findBook(deps, idFrom(c))
    const page = pageOf(book, pageNumberFrom(c))
    const address = isSettled(book, page) ? null : `${pageLink(book.id, page.number)}/live`
    const body = viewer(c, { book, page, part: liveRegion(address, await part(book, page)) })
    return renderPage(c, { title: say.ofBook(book.title, headOf(page)), section: "books", body })
  })

  routes.get(`${PAGE}/live`, async (c) => {
    const found = await findBook(deps, idFrom(c))
    const [id, { number }] = [found.id, pageOf(found, pageNumberFrom(c))]
    return live(c, deps.hint, async () => {
      const book = await readEbook(deps.db, id)
      if (!book) return { part: deleted(id), finished: true }
      const page = pageOf(book, number)
      return { part: await part(book, page), finished: isSettled(book, page) }
    })
  })

  const part = async (book: EbookView, page: PageView): Promise<Html> =>
    sheetPart(book, page, { tries: await readTries(deps.db, book.id, page), now: deps.now() })
  return routes
}

function pageOf({ pages }: EbookView, number: number): PageView {
  const page = pages.find((one) => one.number === number)
  if (page) return page
  throw new DomainError("page-not-found", sentences.refusals.noPage(number, pages.length - 1), 404)
}

/** Nothing about the page will change by itself. */
const isSettled = (book: EbookView, page: PageView): boolean =>
  isOver(book) || (page.status === "drawn" && page.cost.heldCount === 0)

const viewer = (
  c: Ctx,
  { book, page, part }: { book: EbookView; page: PageView; part: Html },
): Html => html`<p class="crumb"><a href="/">${say.books}</a> / <a href="${bookLink(book.id)}">${book.title}</a></p>
<div class="head"><h1>${headOf(page)}</h1>${pager(book, page)}</div>
${part}${farLinks(book, page)}${prefetch(book, page)}<script src="${c.var.site.urlOf("viewer.js")}" defer></script>`

/** The pictures a key away, so that they are there when it is pressed. */
function prefetch(book: EbookView, page: PageView): Html {
  const { before, after } = neighboursOf(book, page)
  const links = [after, before].flatMap((one) => (one && lookLink(book.id, one)) ?? [])
  return html`${links.map((href) => html`<link rel="prefetch" href="${href}">`)}`
}
