import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi"
import { createApi, noQuery } from "../../../../shared/web/api.ts"
import { bodyRefusals, json, jsonBody, problem } from "../../../../shared/web/api-answers.ts"
import type { Env } from "../../../../shared/web/context.ts"
import { againAfterDeadlock } from "../../infrastructure/corrections/after-deadlock.ts"
import type { RepricingDeps } from "../../infrastructure/corrections/repricing.ts"
import { resolveAttempt } from "../../infrastructure/corrections/resolve-attempt.ts"
import { readAttempt } from "../../infrastructure/ledger/cost-queries.ts"
import { attemptAnswer } from "../api/costs-answers.ts"
import { exampleAttempt } from "../api/costs-examples-answers.ts"
import { attemptInLedger } from "../api/costs-schemas.ts"
import { authorOf } from "./author.ts"
import { exampleResolution, resolveBody } from "./corrections-body.ts"

const resolve = createRoute({
  method: "post",
  path: "/costs/attempts/{attemptId}/resolve",
  tags: ["costs"],
  summary: "Say what became of an attempt whose answer is lost.",
  description:
    "It stops being unresolved, and what was held for it is released. A mistake is mended by saying it again; an answer that comes after all wins. What was said before stays in the history.",
  request: {
    params: z.strictObject({
      attemptId: attemptInLedger.openapi({
        description: "The id of an attempt with the outcome unknown.",
        example: "gen-1766-a2",
        "x-variable": "LOST_ATTEMPT_ID",
      }),
    }),
    query: noQuery,
    body: jsonBody(resolveBody, exampleResolution),
  },
  responses: {
    200: json(attemptAnswer, "The attempt, as it counts now.", exampleLost()),
    ...bodyRefusals,
    404: problem(404, { "not-found": "The ledger knows no attempt of this id." }),
    409: problem(409, { "attempt-charged": "Its answer is known, and its charge stands." }),
  },
})

/** Corrections of single attempts. */
export function correctionsApi({ db, bus, now }: RepricingDeps): OpenAPIHono<Env> {
  const api = createApi()
  api.openapi(resolve, async (c) => {
    const { attemptId } = c.req.valid("param")
    const { charged, amount = null, reason } = c.req.valid("json")
    const author = authorOf(c.var.principal)
    const resolution = { attemptId, charged, amount, reason, author, at: now() }
    await againAfterDeadlock(() => bus.command((tx) => resolveAttempt(tx, resolution)))
    const attempt = await readAttempt(db, attemptId)
    if (!attempt) throw new Error(`Attempt ${attemptId} was resolved and cannot be read.`)
    return c.json(attempt, 200)
  })
  return api
}

function exampleLost(): z.infer<typeof attemptAnswer> {
  return {
    ...exampleAttempt,
    attemptId: "gen-1766-a2",
    model: null,
    provider: null,
    outcome: "unknown",
    amount: "0.0387",
    source: "local",
    reported: null,
    computed: null,
    variance: null,
    lines: [],
    adjustments: [],
    usage: null,
  }
}
