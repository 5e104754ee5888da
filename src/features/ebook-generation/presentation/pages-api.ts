import { createRoute, z } from "@hono/zod-openapi"
import { DomainError } from "../../../shared/errors.ts"
import { createApi, json, outsideId, problem } from "../../../shared/web/api.ts"
import { readCandidates } from "../infrastructure/candidates.ts"
import { type EbookView, type PageView, readEbook } from "../infrastructure/ebook-queries.ts"
import { ebookNotFound } from "../infrastructure/steer-ebook.ts"
import type { PresentationDeps } from "./deps.ts"
import { toPage } from "./ebook-json.ts"
import { candidate, pageOfEbook } from "./ebook-schemas.ts"

const params = z.strictObject({
  id: outsideId,
  n: z
    .string()
    .regex(/^\d{1,4}$/, "a page number from 0")
    .transform(Number),
})
const refusals = { 401: problem("No valid key"), 404: problem("There is no such page") }
const png = { "image/png": { schema: z.string().openapi({ format: "binary" }) } }
const detailed = pageOfEbook.extend({ candidates: z.array(candidate) }).openapi("PageWithCandidates")

/** One page as JSON, and its picture at print size. */
export function pagesApi({ db, assets }: PresentationDeps) {
  const api = createApi()
  api.openapi(
    createRoute({
      method: "get",
      path: "/ebooks/{id}/pages/{n}",
      tags: ["ebooks"],
      summary: "A page",
      request: { params },
      responses: { 200: json(detailed, "The page"), ...refusals },
    }),
    async (c) => {
      const { ebook, page } = await findPage(c.req.valid("param"))
      return c.json({ ...toPage(ebook.id, page), candidates: await readCandidates(db, ebook.id, page) }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: "get",
      path: "/ebooks/{id}/pages/{n}/image",
      tags: ["ebooks"],
      summary: "The page's picture at print size, 300 dpi",
      request: { params },
      responses: { 200: { description: "PNG", content: png }, ...refusals },
    }),
    async (c) => {
      const { page } = await findPage(c.req.valid("param"))
      const picture = page.imageKey === null ? null : await assets.get(page.imageKey)
      if (!picture) throw new DomainError("page-not-drawn", `Page ${page.number} has no picture yet.`, 404)
      return c.body(picture, 200, { "content-type": "image/png", "content-security-policy": "sandbox" })
    },
  )

  async function findPage({ id, n }: { id: string; n: number }): Promise<{ ebook: EbookView; page: PageView }> {
    const ebook = await readEbook(db, id)
    if (!ebook) throw ebookNotFound(id)
    const page = ebook.pages.find(({ number }) => number === n)
    if (!page) throw new DomainError("page-not-found", `This book has pages 0 to ${ebook.pages.length - 1}.`, 404)
    return { ebook, page }
  }
  return api
}
