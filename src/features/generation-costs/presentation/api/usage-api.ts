import { createRoute, type OpenAPIHono } from "@hono/zod-openapi"
import type { Db } from "../../../../shared/database/database.ts"
import { DomainError } from "../../../../shared/errors.ts"
import type { EventBus } from "../../../../shared/events/event-bus.ts"
import type { Tx } from "../../../../shared/events/transaction.ts"
import { createApi, noQuery } from "../../../../shared/web/api.ts"
import { bodyRefusals, json, jsonBody, problem } from "../../../../shared/web/api-answers.ts"
import type { Env } from "../../../../shared/web/context.ts"
import { recordUsage } from "../../infrastructure/ledger/charges.ts"
import { readAttempt } from "../../infrastructure/ledger/cost-queries.ts"
import { keepReportedPages } from "../../infrastructure/ledger/kept-pages.ts"
import { noteUnknown } from "../../infrastructure/ledger/unresolved-attempts.ts"
import { attemptAnswer } from "./costs-answers.ts"
import { exampleAttempt } from "./costs-examples-answers.ts"
import { exampleReport, toReport, usageBody } from "./usage-body.ts"

const reportUsage = createRoute({
  method: "post",
  path: "/usage",
  tags: ["costs"],
  summary: "Report an attempt that was made elsewhere, so that its cost is counted.",
  description:
    "It counts as real money. The attemptId is what makes it safe to send again: the same report is booked once.",
  request: { query: noQuery, body: jsonBody(usageBody, exampleReport) },
  responses: {
    201: json(attemptAnswer, "It is in the ledger now.", exampleAttempt),
    200: json(attemptAnswer, "It was in the ledger already, with this content.", exampleAttempt),
    ...bodyRefusals,
    409: problem(409, {
      "usage-conflict":
        "The attempt is in the ledger with other content, which stands; this report is kept as a conflict.",
    }),
  },
})

export type UsageApi = { db: Db; bus: EventBus; now: () => Date }

/** Attempts made elsewhere, one at a time. */
export function usageApi({ db, bus, now }: UsageApi): OpenAPIHono<Env> {
  const api = createApi()
  api.openapi(reportUsage, async (c) => {
    const report = toReport(c.req.valid("json"), await c.req.text(), now())
    const kind = await bus.command((tx) => record(tx, report))
    if (kind === "conflict") throw conflict(report.attemptId)
    const attempt = await readAttempt(db, report.attemptId)
    if (!attempt) throw new Error(`Attempt ${report.attemptId} was recorded and cannot be read.`)
    return c.json(attempt, kind === "recorded" ? 201 : 200)
  })
  return api
}

async function record(tx: Tx, { outcome, ...report }: ReturnType<typeof toReport>) {
  if (outcome === "unknown") {
    const { model: _model, provider: _provider, imagesReturned: _images, ...attempt } = report
    return noteUnknown(tx, attempt)
  }
  const { kind } = await recordUsage(tx, { ...report, outcome })
  if (kind === "recorded") await keepReportedPages(tx, { ...report, outcome })
  return kind
}

const conflict = (attemptId: string) =>
  new DomainError(
    "usage-conflict",
    `Attempt ${attemptId} is in the ledger with other content: the ledger stands, and this report is kept apart as a conflict.`,
  )
