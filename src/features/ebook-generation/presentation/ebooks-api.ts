import { createHash, randomInt } from "node:crypto"
import { createRoute, z } from "@hono/zod-openapi"
import { createApi, noBody, noQuery, paging } from "../../../shared/web/api.ts"
import {
  bodyRefusals,
  exampleList,
  json,
  jsonBody,
  listOf,
  problem,
  refusals,
} from "../../../shared/web/api-answers.ts"
import { listEbooks, readEbook } from "../infrastructure/ebook-queries.ts"
import { type EbookRequest, requestEbook } from "../infrastructure/request-ebook.ts"
import { ebookNotFound, hideEbook, renameEbook } from "../infrastructure/steer-ebook.ts"
import type { PresentationDeps } from "./deps.ts"
import * as answers from "./ebook-answers.ts"
import { toEbook, toEstimate, toSummary } from "./ebook-json.ts"
import {
  bookId,
  bookOrder,
  exampleOrder,
  idempotencyKey,
  type newEbook,
  renamingOfSome,
  statusFilter,
} from "./ebook-schemas.ts"
import { steeringApi } from "./steering-api.ts"

const params = z.strictObject({ id: bookId })
const tags = ["ebooks"]

/** Books as JSON: ask for one, look, rename, delete, steer. */
export function ebooksApi(deps: PresentationDeps) {
  const { db, models, themes } = deps
  const api = createApi()

  api.openapi(
    createRoute({
      method: "post",
      path: "/ebooks",
      tags,
      summary: "Ask for a book. It is planned at once and drawn in the background.",
      description:
        "Drawing costs money, unless the installation runs on its sandbox. Send an Idempotency-Key, so that a request whose answer was lost can be sent again.",
      request: {
        query: noQuery,
        headers: z.object({ "idempotency-key": idempotencyKey.optional() }),
        body: jsonBody(bookOrder({ themes, models: models.models.map(({ id }) => id) }), exampleOrder),
      },
      responses: {
        202: json(answers.requested, "The book is planned and will be drawn. The same again gets the same answer.", {
          id: answers.exampleSummary.id,
          status: "requested",
          estimate: answers.exampleEstimate,
        }),
        ...bodyRefusals,
        409: problem(409, {
          "idempotency-key-reused": "The Idempotency-Key was used for a book with another request.",
        }),
      },
    }),
    async (c) => {
      const key = c.req.valid("header")["idempotency-key"] ?? null
      const asked = c.req.valid("json")
      const request = completeRequest({ ...asked, seed: asked.seed ?? seedFor(key) }, deps)
      const { id, estimate } = await requestEbook(deps, request, key)
      return c.json({ id, status: "requested" as const, estimate: toEstimate(estimate) }, 202)
    },
  )
  api.openapi(
    createRoute({
      method: "get",
      path: "/ebooks",
      tags,
      summary: "List the books, newest first.",
      request: { query: z.strictObject({ ...paging, status: statusFilter.optional() }) },
      responses: {
        200: json(listOf(answers.ebookSummary), "A page of books.", exampleList(answers.exampleSummary)),
        ...refusals,
      },
    }),
    async (c) => {
      const { page, pageSize, status } = c.req.valid("query")
      const { items, total } = await listEbooks(db, { status: status ?? null, page, pageSize })
      return c.json({ items: items.map(toSummary), page, pageSize, total }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: "get",
      path: "/ebooks/{id}",
      tags,
      summary: "Look at a book and its pages.",
      request: { params, query: noQuery },
      responses: {
        200: json(answers.ebook, "The book. The example shows one of its pages.", answers.exampleEbook),
        ...refusals,
        404: answers.noBook,
      },
    }),
    async (c) => c.json(await toldBook(c.req.valid("param").id), 200),
  )
  api.openapi(
    createRoute({
      method: "patch",
      path: "/ebooks/{id}",
      tags,
      summary: "Change a book's title or author.",
      request: { params, query: noQuery, body: jsonBody(renamingOfSome, { title: "Dino Nights" }) },
      responses: {
        200: json(answers.ebook, "The book with its new name.", { ...answers.exampleEbook, title: "Dino Nights" }),
        ...bodyRefusals,
        404: answers.noBook,
      },
    }),
    async (c) => {
      const { id } = c.req.valid("param")
      const { title, author } = c.req.valid("json")
      await renameEbook(deps, id, {
        ...(title === undefined ? {} : { title }),
        ...(author === undefined ? {} : { author }),
      })
      return c.json(await toldBook(id), 200)
    },
  )
  api.openapi(
    createRoute({
      method: "delete",
      path: "/ebooks/{id}",
      tags,
      summary: "Delete a book from every list. Its costs stay.",
      description: "A book that is being drawn is cancelled first.",
      middleware: noBody,
      request: { params, query: noQuery },
      responses: { 204: { description: "It is no longer shown." }, ...refusals, 404: answers.noBook },
    }),
    async (c) => {
      await hideEbook(deps, c.req.valid("param").id)
      return c.body(null, 204)
    },
  )

  api.route("/", steeringApi(deps))

  async function toldBook(id: string) {
    const view = await readEbook(db, id)
    if (!view) throw ebookNotFound(id)
    return toEbook(view)
  }
  return api
}

/** A key stands for one request, so whatever is left to chance follows from it. */
const seedFor = (key: string | null) =>
  key === null ? randomInt(2 ** 31) : createHash("sha256").update(key).digest().readUInt32BE() >>> 1

/** Fills in what may be left out. */
export function completeRequest(
  asked: z.infer<ReturnType<typeof newEbook>>,
  { models }: Pick<PresentationDeps, "models">,
): EbookRequest {
  return {
    title: asked.title,
    author: asked.author ?? null,
    themeId: asked.themeId,
    audience: asked.audience,
    pageCount: asked.pageCount,
    seed: asked.seed ?? randomInt(2 ** 31),
    coverModel: asked.coverModel ?? models.coverModel,
    pageModel: asked.pageModel ?? models.pageModel,
    trim: asked.trim ?? "8.5x11",
  }
}
