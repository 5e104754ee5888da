import { Hono } from "hono"
import type { Db } from "../../../../shared/database/database.ts"
import type { Env } from "../../../../shared/web/context.ts"
import { validationError } from "../../../../shared/web/problems.ts"
import { toPeriod } from "../api/costs-schemas.ts"
import { moneyShown } from "../money-shown.ts"
import { csvAnswer } from "./export-csv.ts"
import { exportPageQuery } from "./export-schemas.ts"

/** What the page of costs shows, as a file. `simulated`: no key is set. */
export function exportPage({ db, simulated: noKey }: { db: Db; simulated: boolean }): Hono<Env> {
  const page = new Hono<Env>()
  page.get("/dashboard/costs/export.csv", async (c) => {
    const query = exportPageQuery.safeParse(c.req.query())
    if (!query.success) throw validationError(query.error)
    const { simulated } = await moneyShown(c, db, noKey)
    return csvAnswer(c, db, { simulated, period: toPeriod(query.data) })
  })
  return page
}
