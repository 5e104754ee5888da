import { and, asc, eq } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import type { PageView } from "./ebook-queries.ts"
import { attempts } from "./tables.ts"

/** The attempts at a page, oldest first, and which of them it keeps. */
export async function readCandidates(db: Db, ebookId: string, page: Pick<PageView, "number" | "attemptId">) {
  const rows = await db
    .select({ id: attempts.id, outcome: attempts.outcome, sentAt: attempts.sentAt })
    .from(attempts)
    .where(and(eq(attempts.ebookId, ebookId), eq(attempts.pageNumber, page.number)))
    .orderBy(asc(attempts.sentAt))
  return rows.map(({ id, outcome, sentAt }) => ({
    id,
    outcome,
    kept: id === page.attemptId,
    createdAt: sentAt.toISOString(),
  }))
}
