import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi"
import type { Db } from "../../../../shared/database/database.ts"
import { DomainError } from "../../../../shared/errors.ts"
import { createApi, noQuery } from "../../../../shared/web/api.ts"
import { exampleList, json, problem, refusals } from "../../../../shared/web/api-answers.ts"
import type { Env } from "../../../../shared/web/context.ts"
import { listAttempts, readAttempt } from "../../infrastructure/ledger/cost-queries.ts"
import { EVERY_ATTEMPT } from "../../infrastructure/sums/attempt-filter.ts"
import { readTotals } from "../../infrastructure/sums/cost-totals.ts"
import { readEbookCosts } from "../../infrastructure/sums/ebook-costs.ts"
import { recount } from "../../infrastructure/sums/recount.ts"
import { attemptAnswer, attemptsAnswer, costsAnswer, ebookAnswer } from "./costs-answers.ts"
import { exampleAttempt, exampleCosts, exampleEbookCosts } from "./costs-examples-answers.ts"
import { attemptInLedger, attemptsQuery, bookInLedger, costsQuery, ebookQuery, toPeriod } from "./costs-schemas.ts"
import { toCosts, toFigures } from "./costs-told.ts"

/** Attempts told in the answer about one book; a book of 100 pages and 6 attempts each stays below. */
const MOST_ATTEMPTS = 1_000

const tags = ["costs"]

const readCosts = createRoute({
  method: "get",
  path: "/costs",
  tags,
  summary: "Sum up what was spent, whole or by day, month, model, book, theme, outcome or purpose.",
  request: { query: costsQuery },
  responses: { 200: json(costsAnswer, "The sums, and those of each group.", exampleCosts), ...refusals },
})

const readAttempts = createRoute({
  method: "get",
  path: "/costs/attempts",
  tags,
  summary: "List attempts with their charges, newest first.",
  request: { query: attemptsQuery },
  responses: { 200: json(attemptsAnswer, "A page of attempts.", exampleList(exampleAttempt)), ...refusals },
})

const readBook = createRoute({
  method: "get",
  path: "/costs/ebooks/{id}",
  tags,
  summary: "Look at what a book cost: its total, per page, per attempt.",
  request: { params: z.strictObject({ id: bookInLedger }), query: ebookQuery },
  responses: {
    200: json(ebookAnswer, "The book's costs.", exampleEbookCosts),
    ...refusals,
    404: problem(404, { "not-found": "The ledger knows no book of this id." }),
  },
})

const readOne = createRoute({
  method: "get",
  path: "/costs/attempts/{attemptId}",
  tags,
  summary: "Look at what one attempt cost, and why.",
  request: { params: z.strictObject({ attemptId: attemptInLedger }), query: noQuery },
  responses: {
    200: json(attemptAnswer, "The attempt.", exampleAttempt),
    ...refusals,
    404: problem(404, { "not-found": "The ledger knows no attempt of this id." }),
  },
})

/** The reading half of the ledger's JSON. */
export function costsApi(db: Db): OpenAPIHono<Env> {
  const api = createApi()
  // Also "/costs" itself.
  api.use("/costs/*", async (_c, next) => recount(db).then(next))
  api.openapi(readCosts, async (c) => {
    const { groupBy, simulated, ...query } = c.req.valid("query")
    const scope = { simulated, period: toPeriod(query), ebookId: null }
    return c.json(toCosts(await readTotals(db, scope, groupBy ?? null)), 200)
  })
  api.openapi(readAttempts, async (c) => {
    const {
      page,
      pageSize,
      ebookId = null,
      model = null,
      outcome = null,
      simulated = null,
      ...query
    } = c.req.valid("query")
    const filter = { ...EVERY_ATTEMPT, ebookId, model, outcome, simulated, period: toPeriod(query) }
    return c.json({ page, pageSize, ...(await listAttempts(db, filter, { page, pageSize })) }, 200)
  })
  api.openapi(readBook, async (c) => {
    const { id } = c.req.valid("param")
    const book = await readEbookCosts(db, id, c.req.valid("query").simulated ?? null)
    if (!book) throw new DomainError("not-found", "The ledger knows no book of this id.", 404)
    const { ebookId, title, estimate, pages, ...sums } = book
    const { attempts: attemptCount, ...figures } = toFigures(sums)
    const filter = { ...EVERY_ATTEMPT, ebookId: id, simulated: book.total.simulated }
    const { items: attempts } = await listAttempts(db, filter, { page: 1, pageSize: MOST_ATTEMPTS })
    return c.json({ ebookId, title, estimate, ...figures, attemptCount, pages, attempts }, 200)
  })
  api.openapi(readOne, async (c) => {
    const attempt = await readAttempt(db, c.req.valid("param").attemptId)
    if (!attempt) throw new DomainError("not-found", "The ledger knows no attempt of this id.", 404)
    return c.json(attempt, 200)
  })
  return api
}
