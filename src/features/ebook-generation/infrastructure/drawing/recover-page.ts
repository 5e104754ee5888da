import { and, eq, lt, sql } from "drizzle-orm"
import { sentences } from "../../sentences/fact-sentences.ts"
import { attempts, ebooks, pages } from "../tables.ts"
import { leaseFrom } from "./claim-page.ts"
import type { DrawingDeps } from "./deps.ts"
import { closePage } from "./end-ebook.ts"
import { keepingLease } from "./keep-lease.ts"
import { type Held, markUnknown, settleAttempt } from "./settle-attempt.ts"
import { AT_ONCE, giveBackPage } from "./write-page.ts"

/** Takes over one page whose worker is gone: its attempt is finished from the spool, else it is unknown and the page is tried again. */
export async function recoverPage(deps: DrawingDeps): Promise<boolean> {
  const found = await deps.bus.transaction(async (tx) => {
    const [lost] = await tx
      .select()
      .from(pages)
      .where(and(eq(pages.status, "drawing"), lt(pages.leaseUntil, sql`now()`)))
      .limit(1)
      .for("update", { skipLocked: true })
    if (!lost) return null
    const [page] = await tx
      .update(pages)
      .set({ token: lost.token + 1, leaseUntil: leaseFrom(deps.leaseSeconds) })
      .where(and(eq(pages.ebookId, lost.ebookId), eq(pages.number, lost.number)))
      .returning()
    const [ebook] = await tx.select().from(ebooks).where(eq(ebooks.id, lost.ebookId))
    if (!page || !ebook) return null
    const [attempt] = await tx
      .select()
      .from(attempts)
      .where(and(eq(attempts.ebookId, page.ebookId), eq(attempts.pageNumber, page.number), eq(attempts.status, "sent")))
      .for("update")
    const answer = attempt ? await deps.spool.read(attempt.id) : null
    if (attempt && answer) return { held: { ebook, page, attempt } satisfies Held, answer }

    const now = deps.now()
    const problem = attempt ? sentences.problems.workerDied : null
    const failed = await giveBackPage(tx, page, { next: AT_ONCE, problem, now })
    if (attempt) await markUnknown(tx, { ebook, attempt, problem: problem ?? "", now })
    await closePage(tx, page, failed, now)
    return { held: null, answer: null }
  })
  if (found?.held) {
    const { held, answer } = found
    await keepingLease(deps, held.page, () => settleAttempt(deps, held, answer))
  }
  return found !== null
}

/** Answers in our spool of attempts that others have called unknown meanwhile: their cost is reported late. */
export async function reportLateAnswers(deps: DrawingDeps): Promise<void> {
  for (const attemptId of await deps.spool.attemptIds()) {
    const [row] = await deps.db
      .select({ attempt: attempts, page: pages, ebook: ebooks })
      .from(attempts)
      .innerJoin(pages, and(eq(pages.ebookId, attempts.ebookId), eq(pages.number, attempts.pageNumber)))
      .innerJoin(ebooks, eq(ebooks.id, attempts.ebookId))
      .where(eq(attempts.id, attemptId))
    if (row?.attempt.status === "sent") continue
    const answer = row?.attempt.status === "unknown" ? await deps.spool.read(attemptId) : null
    if (row && answer) await settleAttempt(deps, { ...row, page: { ...row.page, token: row.attempt.token } }, answer)
    else await deps.spool.remove(attemptId)
  }
}
