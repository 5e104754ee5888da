import { setTimeout as sleep } from "node:timers/promises"
import type { Db } from "../database/database.ts"
import { DomainError } from "../errors.ts"
import type { Service } from "../jobs.ts"
import type { Log } from "../log.ts"
import { arePending, waitingSubscribers } from "./deliveries.ts"
import { createDelivering } from "./delivering.ts"
import type { DomainEvent } from "./domain-event.ts"
import type { Subscription } from "./event-handler.ts"
import type { Hint } from "./hint.ts"
import { startRelay } from "./relay.ts"
import { deliverHistory, replayHistory, retryDelivery, retryParkedDeliveries } from "./replay.ts"
import { openTransaction, type Tx } from "./transaction.ts"

/** An HTTP command waits so long for its own events to be handled, so that the next read shows them. */
const COMMAND_WAIT_MS = 2_000
/** What another process handles is only seen by looking. */
const COMMAND_POLL_MS = 25

export type EventBus = {
  subscribe(subscriptions: readonly Subscription[]): void
  /** Everybody who hears something here, by name. */
  subscribers(): readonly { name: string; hears: readonly string[] }[]
  /** Subscribers that are new to this database are given every event since the beginning. Once at start. */
  catchUp(): Promise<void>
  /** Runs `work`, commits, logs what was published and wakes those who handle it. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** `transaction`, answered once the deliveries of its own events are handled, or after 2 s. */
  command<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Delivers, until it is stopped. */
  relay: Service
  /** Handles everything that is due, once and without a relay. */
  drain(): Promise<void>
  /** A delivery that is parked, or waits for its next try, is due at once, with all its tries before it again. */
  retry(deliveryId: string): Promise<"due" | "handled" | "unknown">
  /** The same for all that are parked, or those of one subscriber. Answers how many. */
  retryParked(subscriber: string | null): Promise<number>
  /** A subscriber is given its events again, those emitted from an instant on or all of them, in their order. Answers how many. */
  replay(subscriber: string, from: Date | null): Promise<number>
}

export type EventBusDeps = {
  db: Db
  hint: Hint
  log: Log
  /** Whether the effects of a delivery are followed by its acknowledgement. The tests say no the first time. */
  acknowledge: (deliveryId: string) => boolean
}

export function createEventBus({ db, hint, log, acknowledge }: EventBusDeps): EventBus {
  const subscriptions: Subscription[] = []
  const subscribersOf = (name: string) => subscriptions.filter((s) => s.event.name === name).map((s) => s.name)
  const heardBy = (name: string) => subscriptions.filter((s) => s.name === name).map((s) => s.event.name)
  const names = () => [...new Set(subscriptions.map(({ name }) => name))]
  const whoWaits = () => waitingSubscribers(db, names())
  /** Commands that wait, by the ids of their events. */
  const waiting = new Map<string, () => void>()

  const announce = (handled: readonly DomainEvent[], published: readonly DomainEvent[]) => {
    for (const { id, name, correlation } of published)
      log.info({ event: name, eventId: id, ...correlation }, "event published")
    for (const { id } of handled) waiting.get(id)?.()
    if (published.length > 0) hint.send([...new Set(published.flatMap(({ name }) => subscribersOf(name)))])
  }
  const deliver = createDelivering({ db, log, subscriptions, subscribersOf, acknowledge, announce })

  async function run<T>(work: (tx: Tx) => Promise<T>): Promise<{ result: T; published: readonly DomainEvent[] }> {
    const published: DomainEvent[] = []
    const result = await openTransaction(db, { subscribersOf, causedBy: null, published }, work)
    announce([], published)
    return { result, published }
  }

  async function untilHandled(ids: readonly string[]): Promise<void> {
    for (const end = performance.now() + COMMAND_WAIT_MS; performance.now() < end; ) {
      const nap = new AbortController()
      for (const id of ids) waiting.set(id, () => nap.abort())
      if (!(await arePending(db, ids))) break
      await sleep(COMMAND_POLL_MS, undefined, { signal: nap.signal }).catch(() => {})
    }
    for (const id of ids) waiting.delete(id)
  }

  return {
    subscribe: (more) => void subscriptions.push(...more),
    subscribers: () => names().map((name) => ({ name, hears: heardBy(name) })),
    catchUp: async () => {
      await deliverHistory(
        db,
        subscriptions.map(({ name, event }) => ({ subscriber: name, event: event.name })),
      )
      hint.send(null)
    },
    transaction: async (work) => (await run(work)).result,
    command: async (work) => {
      const { result, published } = await run(work)
      if (published.length > 0) await untilHandled(published.map(({ id }) => id))
      return result
    },
    relay: {
      name: "relay",
      start: () => startRelay({ waiting: whoWaits, isKnown: (name) => heardBy(name).length > 0, deliver, hint, log }),
    },
    drain: async () => {
      for (let worked = true; worked; ) {
        worked = false
        for (const subscriber of await whoWaits()) while ((await deliver(subscriber, 1)) !== "idle") worked = true
      }
    },
    retry: async (deliveryId) => {
      const found = await retryDelivery(db, deliveryId)
      if (found === "due") hint.send(null)
      return found
    },
    retryParked: async (subscriber) => {
      const count = await retryParkedDeliveries(db, subscriber)
      hint.send(null)
      return count
    },
    replay: async (subscriber, from) => {
      const hears = heardBy(subscriber)
      if (hears.length === 0) {
        const known = names().sort().join(", ")
        throw new DomainError(
          "unknown-subscriber",
          `Nobody is called ${subscriber}; a subscriber is one of ${known}.`,
          400,
        )
      }
      const count = await replayHistory(db, { subscriber, hears, from })
      hint.send([subscriber])
      return count
    },
  }
}
