import { createRoute, type OpenAPIHono } from "@hono/zod-openapi"
import { createApi, noQuery } from "../../../../shared/web/api.ts"
import { bodyRefusals, json, jsonBody, problem } from "../../../../shared/web/api-answers.ts"
import type { Env } from "../../../../shared/web/context.ts"
import { applyRepricing, previewRepricing, type RepricingDeps } from "../../infrastructure/corrections/repricing.ts"
import { undoRepricing } from "../../infrastructure/corrections/undo-repricing.ts"
import { authorOf } from "./author.ts"
import {
  appliedAnswer,
  examplePreview,
  exampleUndone,
  previewAnswer,
  toldFound,
  toldSums,
  undoneAnswer,
} from "./repricing-answers.ts"
import { exampleScope, repricingBody, undoBody } from "./repricing-body.ts"

const tags = ["costs"]
const WHAT =
  "Charges whose cost the provider reported are never touched. The price is that of the time when the attempt was sent, as the price book knows it now."

const preview = createRoute({
  method: "post",
  path: "/costs/repricing/preview",
  tags,
  summary: "See what it would change to compute charges again with the prices known now.",
  description: `${WHAT} Nothing is written.`,
  request: { query: noQuery, body: jsonBody(repricingBody, exampleScope) },
  responses: { 200: json(previewAnswer, "What would change.", examplePreview), ...bodyRefusals },
})

const apply = createRoute({
  method: "post",
  path: "/costs/repricing/apply",
  tags,
  summary: "Compute charges again with the prices known now, as corrections that can be undone.",
  description: `${WHAT} Each change is appended with your name; the charge itself never changes. The same again changes nothing.`,
  request: { query: noQuery, body: jsonBody(repricingBody, exampleScope) },
  responses: { 200: json(appliedAnswer, "What changed.", { id: 1, ...examplePreview }), ...bodyRefusals },
})

const undo = createRoute({
  method: "post",
  path: "/costs/repricing/undo",
  tags,
  summary: "Put what a repricing changed back to what it cost before.",
  request: { query: noQuery, body: jsonBody(undoBody, { id: 1 }) },
  responses: {
    200: json(undoneAnswer, "What changed back.", exampleUndone),
    ...bodyRefusals,
    404: problem(404, { "not-found": "There is no repricing of this id." }),
    409: problem(409, {
      "already-undone": "It is undone already.",
      "repriced-since": "A later repricing changed the same charges: that one must be undone first.",
    }),
  },
})

/** Computing charges again on purpose: previewed, appended, undoable. */
export function repricingApi(deps: RepricingDeps): OpenAPIHono<Env> {
  const api = createApi()
  api.openapi(preview, async (c) => {
    const scope = c.req.valid("json")
    return c.json(toldFound(await previewRepricing(deps.db, scope), scope.simulated), 200)
  })
  api.openapi(apply, async (c) => {
    const scope = c.req.valid("json")
    const { id, ...found } = await applyRepricing(deps, scope, authorOf(c.var.principal))
    return c.json({ id, ...toldFound(found, scope.simulated) }, 200)
  })
  api.openapi(undo, async (c) => {
    const { id } = c.req.valid("json")
    return c.json({ id, ...toldSums(await undoRepricing(deps, id, authorOf(c.var.principal))) }, 200)
  })
  return api
}
