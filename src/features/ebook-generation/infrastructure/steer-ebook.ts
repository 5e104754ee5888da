import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import { DomainError } from "../../../shared/errors.ts"
import type { EventBus } from "../../../shared/events/event-bus.ts"
import { publish, type Tx } from "../../../shared/events/transaction.ts"
import { EbookCancelled, EbookRenamed } from "../events.ts"
import { attemptsOf } from "./drawing/end-ebook.ts"
import { type EbookStatus, ebooks, pages } from "./tables.ts"

export type SteerDeps = { bus: EventBus; now: () => Date }
export type Steered = { id: string; status: EbookStatus }

const AT_WORK: readonly EbookStatus[] = ["requested", "generating"]

/** No new page is begun; those under way are finished. */
export const pauseEbook = ({ bus }: SteerDeps, id: string): Promise<Steered> =>
  bus.command(async (tx) => {
    await lockIn(tx, id, { verb: "paused", from: AT_WORK })
    return setStatus(tx, id, {
      status: "paused",
      reasonCode: "by-hand",
      reasonMessage: "Paused by hand. Resume to go on.",
    })
  })

/** Goes on with what is missing: waiting pages, and failed ones with six new tries. */
export const resumeEbook = ({ bus }: SteerDeps, id: string): Promise<Steered> =>
  bus.command(async (tx) => {
    const again = and(eq(pages.ebookId, id), inArray(pages.status, ["waiting", "failed"]))
    await tx.update(pages).set({ status: "waiting", tries: 0, nextAt: sql`now()` }).where(again)
    await lockIn(tx, id, { verb: "resumed", from: ["paused", "failed"] })
    return setStatus(tx, id, { status: "generating", reasonCode: null, reasonMessage: null, endedAt: null })
  })

/** Ends the book; calls under way are still booked when they answer. */
export const cancelEbook = ({ bus, now }: SteerDeps, id: string): Promise<Steered> =>
  bus.command(async (tx) => {
    await lockIn(tx, id, { verb: "cancelled", from: [...AT_WORK, "paused", "failed"] })
    return cancel(tx, id, now())
  })

export const renameEbook = ({ bus, now }: SteerDeps, id: string, change: { title?: string; author?: string | null }) =>
  bus.command(async (tx) => {
    await lockIn(tx, id, { verb: "renamed", from: null })
    const [renamed] = await tx.update(ebooks).set(change).where(eq(ebooks.id, id)).returning()
    if (renamed)
      await publish(tx, EbookRenamed.of({ ebookId: id, title: renamed.title, author: renamed.author }, now()))
  })

/** Hides the book, after cancelling it if it was still at work. Its costs stay. */
export const hideEbook = ({ bus, now }: SteerDeps, id: string): Promise<void> =>
  bus.command(async (tx) => {
    const { status } = await lockIn(tx, id, { verb: "deleted", from: null })
    if (AT_WORK.includes(status) || status === "paused") await cancel(tx, id, now())
    await tx.update(ebooks).set({ hiddenAt: now() }).where(eq(ebooks.id, id))
  })

/** Books that waited for a key go on when there is one; without one, those that need it say so. */
export async function pauseOrWakeRealBooks(bus: EventBus, hasKey: boolean): Promise<void> {
  const reasonMessage = "This book is made with real money, and OPENROUTER_API_KEY is not set. Set it and start again."
  await bus.transaction((tx) =>
    hasKey
      ? tx
          .update(ebooks)
          .set({ status: "generating", reasonCode: null, reasonMessage: null })
          .where(eq(ebooks.reasonCode, "no-api-key"))
      : tx
          .update(ebooks)
          .set({ status: "paused", reasonCode: "no-api-key", reasonMessage })
          .where(and(eq(ebooks.simulated, false), inArray(ebooks.status, [...AT_WORK]))),
  )
}

async function cancel(tx: Tx, id: string, now: Date): Promise<Steered> {
  const steered = await setStatus(tx, id, {
    status: "cancelled",
    endedAt: now,
    reasonCode: "by-hand",
    reasonMessage: "Cancelled by hand.",
  })
  await publish(tx, EbookCancelled.of({ ebookId: id, ...(await attemptsOf(tx, id)) }, now))
  return steered
}

async function lockIn(tx: Tx, id: string, { verb, from }: { verb: string; from: readonly EbookStatus[] | null }) {
  const [ebook] = await tx
    .select()
    .from(ebooks)
    .where(and(eq(ebooks.id, id), isNull(ebooks.hiddenAt)))
    .for("update")
  if (!ebook) throw ebookNotFound(id)
  if (from && !from.includes(ebook.status)) {
    const message = `A book that is ${ebook.status} cannot be ${verb}; only one that is ${from.join(" or ")}.`
    throw new DomainError("ebook-in-other-state", message, 409)
  }
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
  new DomainError("ebook-not-found", `There is no book ${id.slice(0, 60)}.`, 404)
