import { and, eq } from "drizzle-orm"
import { Hono } from "hono"
import type { Hint } from "../../shared/events/hint.ts"
import { outsideId } from "../../shared/web/api.ts"
import type { Ctx, Env } from "../../shared/web/context.ts"
import { type Html, html } from "../../shared/web/html.ts"
import { renderPage } from "../../shared/web/layout.ts"
import { bookLink } from "../../shared/web/links.ts"
import { liveAtEase } from "../../shared/web/live.ts"
import { type BoardDeps, boardPart, readBoard } from "./board.ts"
import { sentences } from "./sentences.ts"
import { ebooks } from "./tables.ts"
import { hrefOf, queryOf, type View, viewFrom } from "./view.ts"

const LIVE = "/dashboard/live"

export type CatalogDeps = BoardDeps & { hint: Hint }

/** The dashboard, and the part of it that redraws itself. */
export function catalogRoutes(deps: CatalogDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get("/", async (c) => {
    const asked = askedBy(c)
    const board = await readBoard(deps, asked)
    if (board.view.page !== asked.page) return c.redirect(hrefOf(board.view), 303)
    // A search while typing leaves the address as if it had been sent.
    if (c.req.header("hx-request") !== undefined) c.header("hx-replace-url", hrefOf(board.view))
    const body = html`${await deletedNotice(deps, c.req.query("deleted"))}<div id="books">${boardPart(board, c.var.site.urlOf)}</div>${wire(board.view)}`
    return renderPage(c, { title: sentences.books, section: "books", body })
  })

  routes.get(LIVE, (c) => {
    const asked = askedBy(c)
    return liveAtEase(c, deps.hint, async () => boardPart(await readBoard(deps, asked), c.var.site.urlOf))
  })
  return routes
}

const askedBy = (c: Ctx): View => viewFrom(new URL(c.req.url).searchParams)

/** What listens, apart from what it redraws: another search puts another one in its place. */
const wire = (view: View): Html =>
  html`<div id="wire" hx-sse:connect="${LIVE}${queryOf(view)}" hx-target="#books" hx-swap="innerMorph"></div>`

/** Takes the id of a book that was just deleted; says nothing where it is not deleted. */
async function deletedNotice({ db }: CatalogDeps, id: string | undefined): Promise<Html | ""> {
  const asked = outsideId.safeParse(id)
  if (!asked.success) return ""
  const [book] = await db
    .select({ id: ebooks.id, title: ebooks.title })
    .from(ebooks)
    .where(and(eq(ebooks.id, asked.data), eq(ebooks.deleted, true)))
  if (!book) return ""
  return html`<div class="said" role="status"><p>${sentences.deleted.said(book.title ?? book.id)}</p>
<form method="post" action="${bookLink(book.id)}/restore"><button class="btn btn--line btn--small">${sentences.deleted.undo}</button></form></div>`
}
