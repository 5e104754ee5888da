import { and, eq, isNull } from "drizzle-orm"
import { Hono } from "hono"
import type { Db } from "../../../shared/database/database.ts"
import { DomainError } from "../../../shared/errors.ts"
import type { Assets } from "../../../shared/files.ts"
import type { Ctx, Env } from "../../../shared/web/context.ts"
import { versionOf } from "../../../shared/web/links.ts"
import { toThumbnail } from "../infrastructure/images/preview.ts"
import { ebooks, pages } from "../infrastructure/tables.ts"
import type { PresentationDeps } from "./deps.ts"
import { idFrom, pageNumberFrom } from "./find-book.ts"

/** Sharp at twice the width of a contact sheet's column. */
const THUMB_WIDTH = 480
const FOR_EVER = "private, max-age=31536000, immutable"

/** A page's picture, small for looking and at print size. */
export function pictureRoutes({ db, assets }: PresentationDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get("/dashboard/ebooks/:id/pages/:n/picture", async (c) => {
    const key = await imageKeyOf(db, idFrom(c), pageNumberFrom(c))
    return c.body(await pictureAt(assets, key), 200, { "content-type": "image/png", ...caching(c, key) })
  })

  routes.get("/dashboard/ebooks/:id/pages/:n/thumb", async (c) => {
    const key = await imageKeyOf(db, idFrom(c), pageNumberFrom(c))
    return c.body(await thumbnailOf(assets, key), 200, { "content-type": "image/webp", ...caching(c, key) })
  })
  return routes
}

export async function pictureAt(assets: Assets, key: string): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await assets.get(key)
  if (!picture) throw new Error(`${key} is not in the asset store`)
  return picture
}

/** Made once and kept beside the picture; the same picture gives the same bytes, whoever is first. */
async function thumbnailOf(assets: Assets, key: string): Promise<Uint8Array<ArrayBuffer>> {
  const thumbKey = `${key.replace(/\.png$/, "")}.${THUMB_WIDTH}.webp`
  const kept = await assets.get(thumbKey)
  if (kept) return kept
  const made = new Uint8Array(await toThumbnail(await pictureAt(assets, key), THUMB_WIDTH))
  await assets.put(thumbKey, made)
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

const noPicture = () => new DomainError("page-not-drawn", "There is no such picture yet.", 404)
