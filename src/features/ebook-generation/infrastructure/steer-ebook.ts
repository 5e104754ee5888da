import { and, eq, inArray, sql } from "drizzle-orm"
import { DomainError } from "../../../shared/errors.ts"
import type { EventBus } from "../../../shared/events/event-bus.ts"
import { publish, type Tx } from "../../../shared/events/transaction.ts"
import { EbookCancelled, EbookDeleted, EbookPaused, EbookRenamed, EbookRestored, EbookResumed } from "../events.ts"
import { sentences } from "../sentences/fact-sentences.ts"
import { attemptsOf } from "./drawing/end-ebook.ts"
import { type EbookStatus, ebooks, pages } from "./tables.ts"

export type SteerDeps = { bus: EventBus; now: () => Date }
export type Steered = { id: string; status: EbookStatus }
type Names = { title?: string; author?: string | null }

const say = sentences.reasons
const NO_REASON = { reasonCode: null, reasonMessage: null } as const
const NO_KEY = { reasonCode: "no-api-key", reasonMessage: say.noKey } as const
const AT_WORK: readonly EbookStatus[] = ["requested", "generating"]

/** No new page is begun; those under way are finished. */
export const pauseEbook = ({ bus, now }: SteerDeps, id: string): Promise<Steered> =>
  bus.command(async (tx) => {
    await lockIn(tx, id, { verb: "paused", from: AT_WORK })
    const reason = { reasonCode: "by-hand", reasonMessage: say.paused }
    const steered = await setStatus(tx, id, { status: "paused", ...reason })
    await publish(tx, EbookPaused.of({ ebookId: id, ...reason }, now()))
    return steered
  })

/** Goes on with what is missing: waiting pages, and failed ones with six new tries. */
export const resumeEbook = ({ bus, now }: SteerDeps, id: string): Promise<Steered> =>
  bus.command(async (tx) => {
    const again = and(eq(pages.ebookId, id), inArray(pages.status, ["waiting", "failed"]))
    await tx.update(pages).set({ status: "waiting", tries: 0, nextAt: sql`now()` }).where(again)
    await lockIn(tx, id, { verb: "resumed", from: ["paused", "failed"] })
    const steered = await setStatus(tx, id, { status: "generating", ...NO_REASON, endedAt: null })
    await publish(tx, EbookResumed.of({ ebookId: id }, now()))
    return steered
  })

/** Ends the book; calls under way are still booked when they answer. */
export const cancelEbook = ({ bus, now }: SteerDeps, id: string): Promise<Steered> =>
  bus.command(async (tx) => {
    await lockIn(tx, id, { verb: "cancelled", from: [...AT_WORK, "paused", "failed"] })
    return cancel(tx, id, now())
  })

/** The same names again say nothing. */
export const renameEbook = ({ bus, now }: SteerDeps, id: string, change: Names): Promise<void> =>
  bus.command(async (tx) => {
    const { title, author } = await lockIn(tx, id, { verb: "renamed", from: null })
    const names = { title, author, ...change }
    if (names.title === title && names.author === author) return
    await tx.update(ebooks).set(names).where(eq(ebooks.id, id))
    await publish(tx, EbookRenamed.of({ ebookId: id, ...names }, now()))
  })

/** Hides the book, after cancelling it if it was still at work. Its costs stay. */
export const hideEbook = ({ bus, now }: SteerDeps, id: string): Promise<void> =>
  bus.command(async (tx) => {
    const { status } = await lockIn(tx, id, { verb: "deleted", from: null })
    if (AT_WORK.includes(status) || status === "paused") await cancel(tx, id, now())
    await tx.update(ebooks).set({ hiddenAt: now() }).where(eq(ebooks.id, id))
    await publish(tx, EbookDeleted.of({ ebookId: id }, now()))
  })

/** Takes a deletion back; a second time says nothing. A book that was at work then stays cancelled. */
export const restoreEbook = ({ bus, now }: SteerDeps, id: string): Promise<void> =>
  bus.command(async (tx) => {
    const [ebook] = await tx.select().from(ebooks).where(eq(ebooks.id, id)).for("update")
    if (!ebook) throw ebookNotFound(id)
    if (ebook.hiddenAt === null) return
    await tx.update(ebooks).set({ hiddenAt: null }).where(eq(ebooks.id, id))
    await publish(tx, EbookRestored.of({ ebookId: id }, now()))
  })

/** Books that waited for a key go on when there is one; without one, those that need it say so. */
export async function pauseOrWakeRealBooks({ bus, now }: SteerDeps, hasKey: boolean): Promise<void> {
  await bus.transaction(async (tx) => {
    if (hasKey) {
      const woken = await tx
        .update(ebooks)
        .set({ status: "generating", ...NO_REASON })
        .where(and(eq(ebooks.status, "paused"), eq(ebooks.reasonCode, NO_KEY.reasonCode)))
        .returning({ id: ebooks.id })
      for (const { id } of woken) await publish(tx, EbookResumed.of({ ebookId: id }, now()))
      return
    }
    const paused = await tx
      .update(ebooks)
      .set({ status: "paused", ...NO_KEY })
      .where(and(eq(ebooks.simulated, false), inArray(ebooks.status, [...AT_WORK])))
      .returning({ id: ebooks.id })
    for (const { id } of paused) await publish(tx, EbookPaused.of({ ebookId: id, ...NO_KEY }, now()))
  })
}

async function cancel(tx: Tx, id: string, now: Date): Promise<Steered> {
  const reason = { reasonCode: "by-hand", reasonMessage: say.cancelled }
  const steered = await setStatus(tx, id, { status: "cancelled", endedAt: now, ...reason })
  await publish(tx, EbookCancelled.of({ ebookId: id, ...(await attemptsOf(tx, id)) }, now))
  return steered
}

async function lockIn(tx: Tx, id: string, { verb, from }: { verb: string; from: readonly EbookStatus[] | null }) {
  const [ebook] = await tx.select().from(ebooks).where(eq(ebooks.id, id)).for("update")
  if (!ebook || ebook.hiddenAt !== null) throw ebookNotFound(id)
  if (from && !from.includes(ebook.status))
    throw new DomainError("ebook-in-other-state", sentences.refusals.otherState(ebook.status, verb, from), 409)
  return ebook
}

async function setStatus(
  tx: Tx,
  id: string,
  change: Partial<typeof ebooks.$inferInsert> & { status: EbookStatus },
): Promise<Steered> {
  await tx.update(ebooks).set(change).where(eq(ebooks.id, id))
  return { id, status: change.status }
}

export const ebookNotFound = (id: string) =>
  new DomainError("ebook-not-found", sentences.refusals.noBook(id.slice(0, 60)), 404)
