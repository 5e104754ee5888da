import { and, eq, inArray } from "drizzle-orm"
import { publish, type Tx } from "../../../../shared/events/transaction.ts"
import { type Reading, readAnswer } from "../../domain/answer.ts"
import { variantAsked } from "../../domain/image-call.ts"
import type { Answer } from "../../domain/ports.ts"
import { AttemptOutcomeUnknown, EbookPaused, PageIllustrated, TokensConsumed } from "../../events.ts"
import { sentences } from "../../sentences/fact-sentences.ts"
import { attempts, ebooks } from "../tables.ts"
import type { AttemptRow, DrawingDeps, EbookRow, PageRow } from "./deps.ts"
import { closePage, endEbookIfDone, lockEbook, sayPageFailed } from "./end-ebook.ts"
import { makePicture, type Picture } from "./make-picture.ts"
import { AT_ONCE, giveBackPage, keepPicture, lockPage } from "./write-page.ts"

/** The attempt and its page as they were claimed; `page.token` is the fence we hold. */
export type Held = { ebook: EbookRow; page: PageRow; attempt: AttemptRow }

type Ended = Reading & { httpStatus: number; endedAt: Date }

/**
 * Books an answer that lies in the spool: attempt, page and `TokensConsumed` in one transaction. May run again for the
 * same answer, also in two workers at once: the first reports the cost, and whoever holds the page writes it.
 */
export async function settleAttempt(deps: DrawingDeps, { ebook, page, attempt }: Held, answer: Answer): Promise<void> {
  const reading = readAnswer(answer, attempt.route)
  const picture =
    reading.image === null ? null : await makePicture(deps.assets, { ebook, page, attempt }, reading.image)
  const outcome = picture && !picture.ok ? "no-usable-image" : reading.outcome
  const problem = picture && !picture.ok ? picture.problem : reading.problem
  await deps.bus.transaction(async (tx) => {
    const now = deps.now()
    const ended = { ...reading, outcome, problem, httpStatus: answer.status, endedAt: now }
    await lockPage(tx, page)
    const isFirst = await closeAttempt(tx, attempt.id, ended)
    const kept =
      picture?.ok === true && (await keepPicture(tx, page, { imageKey: picture.imageKey, attemptId: attempt.id }))
    const failed = picture?.ok === true ? null : await giveBackPage(tx, page, { next: reading.next, problem, now })
    const locked = await lockEbook(tx, ebook.id)
    if (isFirst) {
      if (reading.next.kind === "pause" && picture === null) await pauseEbook(tx, ebook.id, reading.next.code, now)
      const told = { ...aboutAttempt(ebook, attempt), ...consumed(attempt, reading), ...measured(reading, picture) }
      await publish(tx, TokensConsumed.of({ ...told, outcome, httpStatus: answer.status }, now))
    }
    if (kept) {
      const { ebookId, number: pageNumber, kind } = page
      await publish(
        tx,
        PageIllustrated.of({ ebookId, pageNumber, kind, attemptId: attempt.id, imageKey: picture.imageKey }, now),
      )
    }
    if (failed) await sayPageFailed(tx, page, failed, now)
    await endEbookIfDone(tx, locked, now)
  })
  await deps.spool.remove(attempt.id)
}

/** Sent, and the answer is lost: it may have been charged. The page is tried again at once. */
export async function settleAsUnknown(
  deps: DrawingDeps,
  { ebook, page, attempt }: Held,
  problem: string,
): Promise<void> {
  await deps.bus.transaction(async (tx) => {
    const now = deps.now()
    await lockPage(tx, page)
    const failed = await giveBackPage(tx, page, { next: AT_ONCE, problem, now })
    await markUnknown(tx, { ebook, attempt, problem, now })
    await closePage(tx, page, failed, now)
  })
}

export async function markUnknown(
  tx: Tx,
  { ebook, attempt, problem, now }: { ebook: EbookRow; attempt: AttemptRow; problem: string; now: Date },
): Promise<void> {
  const marked = await tx
    .update(attempts)
    .set({ status: "unknown", outcome: "unknown", problem, endedAt: now })
    .where(and(eq(attempts.id, attempt.id), eq(attempts.status, "sent")))
    .returning({ id: attempts.id })
  if (marked.length > 0) await publish(tx, AttemptOutcomeUnknown.of(aboutAttempt(ebook, attempt), now))
}

/** It surely never reached the provider: nothing is held, nothing is counted. */
export async function settleAsNotSent(
  deps: DrawingDeps,
  { page, attempt }: Pick<Held, "page" | "attempt">,
  problem: string,
): Promise<void> {
  await deps.bus.transaction(async (tx) => {
    const now = deps.now()
    await lockPage(tx, page)
    await tx.update(attempts).set({ status: "released", problem, endedAt: now }).where(eq(attempts.id, attempt.id))
    const failed = await giveBackPage(tx, page, {
      next: { kind: "retry", retryAfter: null, wait: true },
      problem: sentences.problems.unreachable(problem),
      now,
    })
    await closePage(tx, page, failed, now)
    await deps.release(tx, attempt.id)
  })
}

/** True for the first who closes it. */
async function closeAttempt(tx: Tx, attemptId: string, ended: Ended): Promise<boolean> {
  const { outcome, problem, httpStatus, endedAt, usage, reported, model, providerGenerationId } = ended
  const closed = await tx
    .update(attempts)
    .set({ status: "ended", outcome, problem, httpStatus, endedAt, usage, reported, model, providerGenerationId })
    .where(and(eq(attempts.id, attemptId), inArray(attempts.status, ["sent", "unknown"])))
    .returning({ id: attempts.id })
  return closed.length > 0
}

const REASONS = { "key-refused": sentences.reasons.keyRefused, "no-credit": sentences.reasons.noCredit }

async function pauseEbook(tx: Tx, ebookId: string, code: keyof typeof REASONS, now: Date): Promise<void> {
  const reason = { reasonCode: code, reasonMessage: REASONS[code] }
  const paused = await tx
    .update(ebooks)
    .set({ status: "paused", ...reason })
    .where(and(eq(ebooks.id, ebookId), inArray(ebooks.status, ["requested", "generating"])))
    .returning({ id: ebooks.id })
  if (paused.length > 0) await publish(tx, EbookPaused.of({ ebookId, ...reason }, now))
}

const aboutAttempt = (ebook: EbookRow, attempt: AttemptRow) => ({
  attemptId: attempt.id,
  generationId: attempt.generationId,
  ebookId: ebook.id,
  pages: [attempt.pageNumber],
  purpose: attempt.purpose,
  route: attempt.route,
  requestedModel: attempt.requestedModel,
  occurredAt: attempt.sentAt.toISOString(),
  simulated: ebook.simulated,
})

const consumed = (attempt: AttemptRow, { model, provider, imagesReturned, usage }: Reading) => ({
  model: model ?? attempt.requestedModel,
  provider,
  imagesReturned,
  usage,
  variant: variantAsked(attempt.request) ?? undefined,
})

/** Of several pictures only the first is looked at: what the others measure is not known. */
const measured = ({ imagesReturned }: Reading, picture: Picture | null) => ({
  megapixels: imagesReturned === 1 ? (picture?.megapixels ?? undefined) : undefined,
})
