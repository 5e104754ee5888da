import { randomInt } from "node:crypto"
import { createRoute, z } from "@hono/zod-openapi"
import { createApi, json, listOf, outsideId, paging, problem } from "../../../shared/web/api.ts"
import { listEbooks, readEbook } from "../infrastructure/ebook-queries.ts"
import { type EbookRequest, requestEbook } from "../infrastructure/request-ebook.ts"
import {
  cancelEbook,
  ebookNotFound,
  hideEbook,
  pauseEbook,
  renameEbook,
  resumeEbook,
} from "../infrastructure/steer-ebook.ts"
import { EBOOK_STATUSES } from "../infrastructure/tables.ts"
import type { PresentationDeps } from "./deps.ts"
import { toEbook, toSummary } from "./ebook-json.ts"
import { ebook, ebookSummary, newEbook, renaming, requested, steered } from "./ebook-schemas.ts"

const params = z.strictObject({ id: outsideId })
const refusals = { 400: problem("Something in the request is not as it should be"), 401: problem("No valid key") }
const withId = { ...refusals, 404: problem("There is no such book") }
const tags = ["ebooks"]

/** Books as JSON: ask for one, look, steer. */
export function ebooksApi(deps: PresentationDeps) {
  const { db, models } = deps
  const api = createApi()
  const body = newEbook(models.models.map(({ id }) => id))

  api.openapi(
    createRoute({
      method: "post",
      path: "/ebooks",
      tags,
      summary: "Ask for a book",
      request: {
        headers: z.object({ "idempotency-key": outsideId.optional() }),
        body: { required: true, content: { "application/json": { schema: body } } },
      },
      responses: {
        202: json(requested, "The book is planned and will be drawn"),
        ...refusals,
        409: problem("The Idempotency-Key was used for another book"),
      },
    }),
    async (c) => {
      const request = completeRequest(c.req.valid("json"), deps)
      return c.json(await requestEbook(deps, request, c.req.valid("header")["idempotency-key"] ?? null), 202)
    },
  )
  api.openapi(
    createRoute({
      method: "get",
      path: "/ebooks",
      tags,
      summary: "Books, newest first",
      request: {
        query: z.strictObject({
          ...paging,
          status: z.enum(EBOOK_STATUSES, `one of ${EBOOK_STATUSES.join(", ")}`).optional(),
        }),
      },
      responses: { 200: json(listOf(ebookSummary), "A page of books"), ...refusals },
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
      summary: "A book with its pages",
      request: { params },
      responses: { 200: json(ebook, "The book"), ...withId },
    }),
    async (c) => {
      const { id } = c.req.valid("param")
      const view = await readEbook(db, id)
      if (!view) throw ebookNotFound(id)
      return c.json(toEbook(view), 200)
    },
  )
  api.openapi(
    createRoute({
      method: "patch",
      path: "/ebooks/{id}",
      tags,
      summary: "Rename a book",
      request: { params, body: { required: true, content: { "application/json": { schema: renaming } } } },
      responses: { 200: json(ebook, "The renamed book"), ...withId },
    }),
    async (c) => {
      const { id } = c.req.valid("param")
      const { title, author } = c.req.valid("json")
      await renameEbook(deps, id, {
        ...(title === undefined ? {} : { title }),
        ...(author === undefined ? {} : { author }),
      })
      const view = await readEbook(db, id)
      if (!view) throw ebookNotFound(id)
      return c.json(toEbook(view), 200)
    },
  )
  api.openapi(
    createRoute({
      method: "delete",
      path: "/ebooks/{id}",
      tags,
      summary: "Hide a book; its costs stay",
      request: { params },
      responses: { 204: { description: "Hidden" }, ...withId },
    }),
    async (c) => {
      await hideEbook(deps, c.req.valid("param").id)
      return c.body(null, 204)
    },
  )
  for (const [verb, steer] of Object.entries({ pause: pauseEbook, resume: resumeEbook, cancel: cancelEbook })) {
    api.openapi(
      createRoute({
        method: "post",
        path: `/ebooks/{id}/${verb}`,
        tags,
        summary: `${verb} a book`,
        request: { params },
        responses: { 200: json(steered, "Done"), ...withId, 409: problem("The book's state forbids it") },
      }),
      async (c) => c.json(await steer(deps, c.req.valid("param").id), 200),
    )
  }
  return api
}

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
