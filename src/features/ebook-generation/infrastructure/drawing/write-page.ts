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

/** Puts the page back to wait for its next try, or gives it up. */
export async function giveBackPage(
  tx: Tx,
  page: PageRow,
  { next, problem, now }: { next: Next; problem: string | null; now: Date },
): Promise<void> {
  const givenUp = next.kind === "give-up" || (next.kind === "retry" && page.tries >= MAX_TRIES)
  const wait =
    next.kind === "retry" && next.wait
      ? waitBeforeRetry(page.tries, next.retryAfter, now, Math.random())
      : { seconds: 0, remark: null }
  await tx
    .update(pages)
    .set({
      ...LAID_DOWN,
      status: givenUp ? "failed" : "waiting",
      problem: problem && inSentences(problem, givenUp ? null : wait.remark),
      nextAt: sql`now() + ${`${wait.seconds} seconds`}::interval`,
    })
    .where(isOurs(page))
}

/** A provider's words may lack their full stop. */
const inSentences = (problem: string, remark: string | null) =>
  [problem.replace(/[^.!?]$/, "$&."), remark].filter((sentence) => sentence !== null).join(" ")
