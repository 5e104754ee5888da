import { createRoute, z } from "@hono/zod-openapi"
import { DomainError } from "../../../shared/errors.ts"
import { createApi, noQuery } from "../../../shared/web/api.ts"
import { json, refusals } from "../../../shared/web/api-answers.ts"
import { readCandidates } from "../infrastructure/candidates.ts"
import { type EbookView, type PageView, readEbook } from "../infrastructure/ebook-queries.ts"
import { ebookNotFound } from "../infrastructure/steer-ebook.ts"
import type { PresentationDeps } from "./deps.ts"
import { examplePage, noPage, noPicture, pageWithCandidates } from "./ebook-answers.ts"
import { toPage } from "./ebook-json.ts"
import { bookId } from "./ebook-schemas.ts"

const NUMBER = "a page number from 0 to 9999"
const params = z.strictObject({
  id: bookId,
  n: z
    .string(NUMBER)
    .regex(/^\d{1,4}$/, NUMBER)
    .transform(Number)
    .openapi({
      type: "integer",
      minimum: 0,
      maximum: 9999,
      description: "0 is the cover, 1 to n the pages to colour, n + 1 the back cover.",
      example: "1",
    }),
})
const png = { "image/png": { schema: z.string().openapi({ format: "binary" }) } }

/** One page as JSON, and its picture at print size. */
export function pagesApi({ db, assets }: PresentationDeps) {
  const api = createApi()
  api.openapi(
    createRoute({
      method: "get",
      path: "/ebooks/{id}/pages/{n}",
      tags: ["ebooks"],
      summary: "Look at a page and its attempts.",
      request: { params, query: noQuery },
      responses: {
        200: json(pageWithCandidates, "The page.", {
          ...examplePage,
          candidates: [
            {
              id: "019ab0c2-9f03-7b1e-8d52-2c4e6f801a3b",
              outcome: "succeeded",
              kept: true,
              createdAt: "2026-11-23T10:04:11.846Z",
            },
          ],
        }),
        ...refusals,
        404: noPage,
      },
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
      summary: "Get a page's picture at print size.",
      description: "300 dots per inch of the trim: 2550 × 3300 for 8.5x11.",
      request: { params, query: noQuery },
      responses: {
        200: { description: "A PNG.", content: png },
        ...refusals,
        404: noPicture,
      },
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
