import { Hono } from "hono"
import type { Env } from "../../../shared/web/context.ts"
import type { PresentationDeps } from "./deps.ts"
import { ebookRoutes } from "./ebook-routes.ts"
import { newEbookRoutes } from "./new-ebook-routes.ts"
import { pictureRoutes } from "./picture-routes.ts"
import { proofRoute } from "./proof-route.ts"
import { sheetRoute } from "./sheet-route.ts"
import { themeRoutes } from "./theme-routes.ts"

/** Books for people: the list, the order slip, a book while it is made, and its pages. */
export function ebookPages(deps: PresentationDeps): Hono<Env> {
  const pages = new Hono<Env>()
  // Those with names come before the one whose address is any id.
  for (const routes of [newEbookRoutes, themeRoutes, pictureRoutes, proofRoute, sheetRoute, ebookRoutes]) {
    pages.route("/", routes(deps))
  }
  return pages
}
