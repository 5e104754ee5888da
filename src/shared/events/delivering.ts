import type { ZodError } from "zod"
import type { Db } from "../database/database.ts"
import { tellable } from "../errors.ts"
import type { Log } from "../log.ts"
import { MAX_TRIES, retryDelayMs } from "./backoff.ts"
import {
  type Claimed,
  claimDeliveries,
  endTransaction,
  enter,
  type Handled,
  isHeardBySomeone,
  markFailed,
  markHandled,
  putOff,
} from "./deliveries.ts"
import type { DomainEvent } from "./domain-event.ts"
import type { Subscription } from "./event-handler.ts"
import { type Outbox, openTransaction, type Tx, withOutbox } from "./transaction.ts"

/** A batch is committed once it took so long, whatever is left of it. */
const BATCH_MS = 50
/** Nobody waits longer for a neighbour in the same batch: it is ended, and what was in it is handled one by one. */
const PATIENCE_MS = 1_000
/** What only another version of the program knows is left to it for so long. */
const STRANGER_MS = 1_000

export type DeliveringDeps = {
  db: Db
  log: Log
  subscriptions: readonly Subscription[]
  subscribersOf: Outbox["subscribersOf"]
  /** Whether the effects of a delivery are followed by its acknowledgement. The tests say no the first time. */
  acknowledge: (deliveryId: string) => boolean
  /** After the commit: what was handled, and what was published meanwhile. */
  announce: (handled: readonly DomainEvent[], published: readonly DomainEvent[]) => void
}

/** `undone`: a batch failed and nothing of it happened; try fewer at once. */
export type Delivered = "idle" | "worked" | "failed" | "undone"

/**
 * Hands a subscriber up to `most` due deliveries in one transaction with their acknowledgement. If a handler throws,
 * nothing of the batch has happened; a delivery alone is then put off or parked.
 */
export type Deliver = (subscriber: string, most: number) => Promise<Delivered>

export function createDelivering({ db, log, subscriptions, ...deps }: DeliveringDeps): Deliver {
  const { subscribersOf, acknowledge, announce } = deps

  async function handle(tx: Tx, subscriber: string, event: DomainEvent): Promise<void> {
    const subscription = subscriptions.find((one) => one.name === subscriber && one.event.name === event.name)
    if (!subscription) throw new StrangerError(`nobody here is called ${subscriber} for ${event.name}`)
    const payload = subscription.event.payload.safeParse(event.payload)
    if (!payload.success) throw new PoisonError(`the payload does not fit: ${summary(payload.error)}`)
    await subscription.handle(tx, { ...event, payload: payload.data })
  }

  async function noteFailure(subscriber: string, delivery: Claimed, error: unknown): Promise<void> {
    const isStranger = error instanceof StrangerError
    if (isStranger && (await isHeardBySomeone(db, { subscriber, event: delivery.event.name })))
      return putOff(db, delivery, STRANGER_MS)
    const tries = delivery.tries + 1
    const parked = error instanceof PoisonError || tries >= MAX_TRIES
    const told = tellable(error)
    await markFailed(db, delivery, { parked, delayMs: retryDelayMs(tries, Math.random()), error: told.error })
    const message = parked ? "event parked" : "event not handled, will be retried"
    log.error({ ...about(subscriber, delivery), tries, ...told }, message)
  }

  return async (subscriber, most) => {
    const published: DomainEvent[] = []
    const done: (Handled & { delivery: Claimed })[] = []
    let claimed: Claimed[] = []
    let patience: NodeJS.Timeout | undefined
    try {
      await openTransaction(db, { subscribersOf, causedBy: null, published }, async (tx) => {
        const backend = await enter(tx, subscriber)
        if (!backend) return
        if (most > 1) patience = setTimeout(() => endTransaction(db, backend).catch(() => {}), PATIENCE_MS)
        claimed = await claimDeliveries(tx, subscriber, most)
        const unacknowledged = new Set<string>()
        const from = performance.now()
        for (const delivery of claimed.toSorted(inOneOrder)) {
          const { id, event } = delivery
          if (unacknowledged.has(event.aggregateId)) continue
          const began = performance.now()
          await handle(withOutbox(tx, { subscribersOf, causedBy: event.id, published }), subscriber, event)
          const ended = performance.now()
          if (acknowledge(id)) done.push({ id, delivery, durationMs: Math.ceil(ended - began) })
          else unacknowledged.add(event.aggregateId)
          if (ended - from > BATCH_MS) break
        }
        await markHandled(
          tx,
          done.map(({ id, durationMs }) => ({ id, durationMs })),
        )
      })
    } catch (error) {
      const [first] = claimed
      if (!first) throw error
      if (most > 1) return "undone"
      await noteFailure(subscriber, first, error)
      return "failed"
    } finally {
      clearTimeout(patience)
    }
    if (claimed.length === 0) return "idle"
    for (const { delivery, durationMs } of done)
      log.info({ ...about(subscriber, delivery), tries: delivery.tries + 1, ms: durationMs }, "event handled")
    announce(
      done.map(({ delivery }) => delivery.event),
      published,
    )
    return "worked"
  }
}

/** Every batch takes the rows of books in the same order, so that two of them do not wait for one another. */
function inOneOrder(a: Claimed, b: Claimed): number {
  const bookOf = ({ event }: Claimed) => event.correlation.ebookId ?? event.aggregateId
  return (
    compare(bookOf(a), bookOf(b)) ||
    compare(a.event.aggregateId, b.event.aggregateId) ||
    compare(a.sequence, b.sequence)
  )
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : Number(a > b))

/** A delivery that no retry can save: it is parked at once. */
class PoisonError extends Error {
  /** A person reads the sentence, and it is one. */
  override name = ""
}

/** Nobody in this process hears it. It is parked, unless it is known that another version does. */
class StrangerError extends PoisonError {}

const summary = (error: ZodError) => error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")

const about = (subscriber: string, { event }: Claimed) => ({
  event: event.name,
  eventId: event.id,
  subscriber,
  ...event.correlation,
})
