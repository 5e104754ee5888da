import { and, eq, isNull } from "drizzle-orm"
import { Hono } from "hono"
import type { Db } from "../../../shared/database/database.ts"
import { DomainError } from "../../../shared/errors.ts"
import type { Assets } from "../../../shared/files.ts"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import { versionOf } from "../../../shared/web/links.ts"
import { toThumbnail } from "../infrastructure/images/preview.ts"
import { ebooks, pages } from "../infrastructure/tables.ts"
import { sentences } from "../sentences/fact-sentences.ts"
import type { PresentationDeps } from "./deps.ts"
import { idFrom, pageNumberFrom } from "./find-book.ts"

/** In pixels. `stamp`: a cover in a table; `thumb`: sharp at twice the width of a contact sheet's column; `view`: of the viewer's sheet. */
const WIDTHS = { stamp: 120, thumb: 480, view: 1280 } as const
const FOR_EVER = "private, max-age=31536000, immutable"

/** A page's picture: small, for looking at, and at print size. */
export function pictureRoutes({ db, assets }: PresentationDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get("/dashboard/ebooks/:id/pages/:n/picture", async (c) => {
    const key = await imageKeyOf(db, idFrom(c), pageNumberFrom(c))
    return c.body(await pictureAt(assets, key), 200, { "content-type": "image/png", ...caching(c, key) })
  })

  for (const [size, width] of Object.entries(WIDTHS)) {
    routes.get(`/dashboard/ebooks/:id/pages/:n/${size}`, async (c) => {
      const key = await imageKeyOf(db, idFrom(c), pageNumberFrom(c))
      return c.body(await smallerOf(assets, key, width), 200, { "content-type": "image/webp", ...caching(c, key) })
    })
  }
  return routes
}

export async function pictureAt(assets: Assets, key: string): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await assets.get(key)
  if (!picture) throw new Error(`${key} is not in the asset store`)
  return picture
}

/** Made once and kept beside the picture; the same picture gives the same bytes, whoever is first. */
async function smallerOf(assets: Assets, key: string, width: number): Promise<Uint8Array<ArrayBuffer>> {
  const smallKey = `${key.replace(/\.png$/, "")}.${width}.webp`
  const kept = await assets.get(smallKey)
  if (kept) return kept
  const made = new Uint8Array(await toThumbnail(await pictureAt(assets, key), width))
  await assets.put(smallKey, made)
  return made
}

/** Kept for ever only under the address that names this very picture. */
const caching = (c: Ctx, key: string) => ({
  "cache-control": c.req.query("v") === versionOf(key) ? FOR_EVER : "no-cache",
})

async function imageKeyOf(db: Db, ebookId: string, number: number): Promise<string> {
  const [page] = await db
    .select({ imageKey: pages.imageKey })
    .from(pages)
    .innerJoin(ebooks, eq(ebooks.id, pages.ebookId))
    .where(and(eq(pages.ebookId, ebookId), eq(pages.number, number), isNull(ebooks.hiddenAt)))
  if (!page?.imageKey) throw noPicture()
  return page.imageKey
}

const noPicture = () => new DomainError("page-not-drawn", sentences.refusals.noPicture, 404)
