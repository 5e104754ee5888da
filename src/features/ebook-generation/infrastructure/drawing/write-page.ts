import { and, eq, sql } from "drizzle-orm"
import type { Tx } from "../../../../shared/events/transaction.ts"
import type { Next } from "../../domain/answer.ts"
import { MAX_TRIES, waitBeforeRetry } from "../../domain/retry-policy.ts"
import { pages } from "../tables.ts"
import type { PageRow } from "./deps.ts"

/** Only the holder of the newest token may write a page, and only while it is being drawn. */
const isOurs = (page: PageRow) =>
  and(
    eq(pages.ebookId, page.ebookId),
    eq(pages.number, page.number),
    eq(pages.token, page.token),
    eq(pages.status, "drawing"),
  )

/** After a lost answer nothing speaks for waiting. */
export const AT_ONCE: Next = { kind: "retry", retryAfter: null, wait: false }

const LAID_DOWN = { leaseUntil: null, drawingSince: null } as const

/** Everybody locks in this order: page, attempt, book. */
export const lockPage = (tx: Tx, page: PageRow) =>
  tx
    .select({ number: pages.number })
    .from(pages)
    .where(and(eq(pages.ebookId, page.ebookId), eq(pages.number, page.number)))
    .for("update")

/** False where another worker has the page now. */
export async function keepPicture(
  tx: Tx,
  page: PageRow,
  picture: { imageKey: string; attemptId: string | null },
): Promise<boolean> {
  const written = await tx
    .update(pages)
    .set({ ...LAID_DOWN, ...picture, status: "drawn", problem: null })
    .where(isOurs(page))
    .returning({ number: pages.number })
  return written.length > 0
}

/** Puts the page back to wait for its next try, or gives it up: then it has failed. Null where it is tried again, or is not ours. */
export async function giveBackPage(
  tx: Tx,
  page: PageRow,
  { next, problem, now }: { next: Next; problem: string | null; now: Date },
): Promise<{ problem: string | null } | null> {
  const givenUp = next.kind === "give-up" || (next.kind === "retry" && page.tries >= MAX_TRIES)
  const wait =
    next.kind === "retry" && next.wait
      ? waitBeforeRetry(page.tries, next.retryAfter, now, Math.random())
      : { seconds: 0, remark: null }
  const told = problem && inSentences(problem, givenUp ? null : wait.remark)
  const written = await tx
    .update(pages)
    .set({
      ...LAID_DOWN,
      status: givenUp ? "failed" : "waiting",
      problem: told,
      nextAt: sql`now() + ${`${wait.seconds} seconds`}::interval`,
    })
    .where(isOurs(page))
    .returning({ number: pages.number })
  return givenUp && written.length > 0 ? { problem: told } : null
}

/** A provider's words may lack their full stop. */
const inSentences = (problem: string, remark: string | null) =>
  [problem.replace(/[^.!?]$/, "$&."), remark].filter((sentence) => sentence !== null).join(" ")
