import { and, asc, eq } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import type { PageView } from "./ebook-queries.ts"
import { attempts } from "./tables.ts"

/** The attempts at a page, oldest first, and which of them it keeps. */
export async function readCandidates(db: Db, ebookId: string, page: Pick<PageView, "number" | "attemptId">) {
  const tries = await readTries(db, ebookId, page)
  return tries.map(({ id, outcome, kept, createdAt }) => ({ id, outcome, kept, createdAt }))
}

export type Tries = Awaited<ReturnType<typeof readTries>>

/** The same with what went wrong, in the provider's words or ours. */
export async function readTries(db: Db, ebookId: string, page: Pick<PageView, "number" | "attemptId">) {
  const rows = await db
    .select({ id: attempts.id, outcome: attempts.outcome, sentAt: attempts.sentAt, problem: attempts.problem })
    .from(attempts)
    .where(and(eq(attempts.ebookId, ebookId), eq(attempts.pageNumber, page.number)))
    .orderBy(asc(attempts.sentAt))
  return rows.map(({ id, outcome, sentAt, problem }) => ({
    id,
    outcome,
    problem,
    kept: id === page.attemptId,
    createdAt: sentAt.toISOString(),
  }))
}
