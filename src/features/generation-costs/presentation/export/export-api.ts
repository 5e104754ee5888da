import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi"
import type { Db } from "../../../../shared/database/database.ts"
import { createApi } from "../../../../shared/web/api.ts"
import { refusals } from "../../../../shared/web/api-answers.ts"
import type { Env } from "../../../../shared/web/context.ts"
import { toPeriod } from "../api/costs-schemas.ts"
import { csvAnswer } from "./export-csv.ts"
import { exportQuery } from "./export-schemas.ts"

const ROWS =
  "One row per usage line, one where no lines explain a cost, and one per correction, oldest attempt first. EffectiveCost " +
  "sums to the total of GET /costs for the same query, to the last digit; it is empty where the cost is unknown."

const exportCosts = createRoute({
  method: "get",
  path: "/costs/export.csv",
  tags: ["costs"],
  summary: "Take the costs elsewhere: every usage line as CSV with the columns of FOCUS 1.3.",
  description: ROWS,
  request: { query: exportQuery },
  responses: {
    200: {
      description: "The file, streamed. One that breaks off is not whole: ask again.",
      content: { "text/csv": { schema: z.string().openapi({ description: "CSV with a header line, in UTF-8." }) } },
    },
    ...refusals,
  },
})

/** The ledger as a file for whatever reads FOCUS. */
export function exportApi(db: Db): OpenAPIHono<Env> {
  const api = createApi()
  api.openapi(exportCosts, (c) => {
    const { simulated, ...query } = c.req.valid("query")
    return csvAnswer(c, db, { simulated, period: toPeriod(query) })
  })
  return api
}
