import type { Db } from "../../../../shared/database/database.ts"
import type { Ctx } from "../../../../shared/web/context.ts"
import type { Html } from "../../../../shared/web/html.ts"
import { readAttemptContext } from "../../infrastructure/ledger/attempt-context.ts"
import { readAttempt } from "../../infrastructure/ledger/cost-queries.ts"
import type { Resolving } from "./attempt-corrections.ts"
import { attemptPage, attemptTitle } from "./attempt-page.ts"

/** The page of an attempt with a form on it, as it was typed; null: the ledger knows no such attempt. */
export async function attemptView(
  c: Ctx,
  db: Db,
  attemptId: string,
  resolving: Resolving,
): Promise<{ title: string; body: Html } | null> {
  const attempt = await readAttempt(db, attemptId)
  if (!attempt) return null
  const context = await readAttemptContext(db, attemptId)
  return { title: attemptTitle(attempt, context), body: attemptPage(c, attempt, context, resolving) }
}
