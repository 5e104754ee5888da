import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi"
import { DomainError } from "../../../../shared/errors.ts"
import { createApi, noBody, noQuery, outsideId, paging } from "../../../../shared/web/api.ts"
import { bodyRefusals, exampleList, json, jsonBody, problem, refusals } from "../../../../shared/web/api-answers.ts"
import type { Env } from "../../../../shared/web/context.ts"
import { enterPrice } from "../../infrastructure/prices/own-prices.ts"
import { listPrices, withStanding } from "../../infrastructure/prices/price-list.ts"
import { authorOf } from "../corrections/author.ts"
import {
  examplePrice,
  exampleRefreshed,
  priceAnswer,
  pricesAnswer,
  refreshedAnswer,
  toPrice,
  toRefreshed,
} from "./prices-answers.ts"
import { exampleOwnPrice, meter, priceBody, toOwnPrice } from "./prices-body.ts"
import { askProvider, type PricesDeps } from "./prices-refresh.ts"
import { priceSentences as say } from "./prices-sentences.ts"

const tags = ["prices"]

const readPrices = createRoute({
  method: "get",
  path: "/prices",
  tags,
  summary: "List the versions of every price, model by model, the newest of each price first.",
  request: {
    query: z.strictObject({
      ...paging,
      model: outsideId.optional().openapi({ description: "Only prices of this model." }),
      meter: meter.optional().openapi({ description: "Only prices of this meter.", example: "output_image" }),
    }),
  },
  responses: { 200: json(pricesAnswer, "A page of the price book.", exampleList(examplePrice)), ...refusals },
})

const addPrice = createRoute({
  method: "post",
  path: "/prices",
  tags,
  summary: "Enter a price of your own, which stands before a fetched one for the time it covers.",
  description:
    "It is appended: what was charged stays as it was. POST /costs/repricing/preview tells what it would change.",
  request: { query: noQuery, body: jsonBody(priceBody, exampleOwnPrice) },
  responses: {
    201: json(priceAnswer, "The price.", examplePrice),
    200: json(priceAnswer, "Exactly this is in the price book already.", examplePrice),
    ...bodyRefusals,
  },
})

const refresh = createRoute({
  method: "post",
  path: "/prices/refresh",
  tags,
  middleware: noBody,
  summary: "Fetch the provider's prices now, and tell what changed.",
  request: { query: noQuery },
  responses: {
    200: json(refreshedAnswer, "What changed.", exampleRefreshed),
    ...refusals,
    409: problem(409, {
      "no-api-key": say.refresh.noKey,
      "prices-unreadable": "The provider’s list of models could not be read; the known prices stay.",
    }),
  },
})

/** The price book, for programs. */
export function pricesApi(deps: PricesDeps): OpenAPIHono<Env> {
  const { db, now } = deps
  const api = createApi()
  api.openapi(readPrices, async (c) => {
    const { page, pageSize, model = null, meter: of = null } = c.req.valid("query")
    const { items, total } = await listPrices(db, { model, meter: of }, { page, pageSize }, now())
    return c.json({ items: items.map(toPrice), page, pageSize, total }, 200)
  })
  api.openapi(addPrice, async (c) => {
    const by = { author: authorOf(c.var.principal), at: now() }
    const { version, isNew } = await enterPrice(db, toOwnPrice(c.req.valid("json")), by)
    const [told] = await withStanding(db, [version], now())
    if (!told) throw new Error(`price version ${version.id} was entered and cannot be read`)
    return c.json(toPrice(told), isNew ? 201 : 200)
  })
  api.openapi(refresh, async (c) => {
    const asked = await askProvider(deps)
    if (asked.kind !== "refreshed") throw new DomainError(asked.kind, asked.why)
    return c.json(toRefreshed(asked.refreshed), 200)
  })
  return api
}
