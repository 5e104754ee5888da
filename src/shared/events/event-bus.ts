import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import type { ZodError } from "zod"
import type { Db } from "../database/database.ts"
import { tellable } from "../errors.ts"
import type { Log } from "../log.ts"
import { MAX_TRIES, retryDelayMs } from "./backoff.ts"
import { type Claimed, claimDelivery, deliverHistory, markFailed, markHandled } from "./deliveries.ts"
import type { DomainEvent } from "./domain-event.ts"
import type { Subscription } from "./event-handler.ts"
import type { Hint } from "./hint.ts"
import type { Outbox, Tx } from "./transaction.ts"

/** An HTTP command waits so long for its own events to be handled, so that the next read shows them. */
const COMMAND_WAIT_MS = 2_000
const COMMAND_POLL_MS = 3

export type EventBus = {
  subscribe(subscriptions: readonly Subscription[]): void
  /** Subscribers that are new to this database are given every event since the beginning. Once at start. */
  catchUp(): Promise<void>
  /** Runs `work`, commits, logs what was published and wakes those who handle it. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** `transaction`, answered once the deliveries of its own events are handled, or after 2 s. */
  command<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Handles one due delivery, if there is one that nobody else is handling. */
  deliverOne(): Promise<"worked" | "idle">
  /** Handles everything that is due. */
  drain(): Promise<void>
}

export type EventBusDeps = {
  db: Db
  hint: Hint
  log: Log
  /** Whether the effects of a delivery are followed by its acknowledgement. The tests say no the first time. */
  acknowledge: (deliveryId: number) => boolean
}

export function createEventBus({ db, hint, log, acknowledge }: EventBusDeps): EventBus {
  const subscriptions: Subscription[] = []
  const subscribersOf = (name: string) => subscriptions.filter((s) => s.event.name === name).map((s) => s.name)

  const open = <T>(outbox: Outbox, work: (tx: Tx) => Promise<T>) =>
    db.transaction((tx) => work(Object.assign(tx, { outbox })))

  const announce = (published: readonly DomainEvent[]) => {
    for (const { id, name, correlation } of published)
      log.info({ event: name, eventId: id, ...correlation }, "event published")
    if (published.length > 0) hint.send()
  }

  async function run<T>(work: (tx: Tx) => Promise<T>): Promise<{ result: T; published: readonly DomainEvent[] }> {
    const published: DomainEvent[] = []
    const result = await open({ subscribersOf, causedBy: null, published }, work)
    announce(published)
    return { result, published }
  }

  async function handle(tx: Tx, delivery: Claimed): Promise<void> {
    const subscription = subscriptions.find(
      (s) => s.name === delivery.subscriber && s.event.name === delivery.event.name,
    )
    if (!subscription) throw new PoisonError(`nobody here is called ${delivery.subscriber} for ${delivery.event.name}`)
    const payload = subscription.event.payload.safeParse(delivery.event.payload)
    if (!payload.success) throw new PoisonError(summary(payload.error))
    await subscription.handle(tx, { ...delivery.event, payload: payload.data })
  }

  async function deliverOne(): Promise<"worked" | "idle"> {
    const published: DomainEvent[] = []
    let claimed: Claimed | undefined
    try {
      await open({ subscribersOf, causedBy: null, published }, async (tx) => {
        claimed = await claimDelivery(tx)
        if (!claimed) return
        const cause = { outbox: { subscribersOf, causedBy: claimed.event.id, published } }
        await handle(Object.assign(tx, cause), claimed)
        if (acknowledge(claimed.id)) await markHandled(tx, claimed)
      })
    } catch (error) {
      if (!claimed) throw error
      const tries = claimed.tries + 1
      const parked = error instanceof PoisonError || tries >= MAX_TRIES
      await markFailed(db, claimed, {
        parked,
        delayMs: retryDelayMs(tries, Math.random()),
        error: tellable(error).error,
      })
      log.error(
        { ...about(claimed), tries, ...tellable(error) },
        parked ? "event parked" : "event not handled, will be retried",
      )
      return "worked"
    }
    if (!claimed) return "idle"
    log.info({ ...about(claimed), ms: Math.round(performance.now() - claimed.startedAt) }, "event handled")
    announce(published)
    return "worked"
  }

  const isPending = async (published: readonly DomainEvent[]) => {
    const ids = sql.join(
      published.map((event) => sql`${event.id}::uuid`),
      sql`, `,
    )
    const { rows } = await db.execute<{ pending: boolean }>(
      sql`select exists (select 1 from events.deliveries where event_id in (${ids}) and state = 'pending') as pending`,
    )
    return rows[0]?.pending === true
  }

  return {
    subscribe: (more) => void subscriptions.push(...more),
    catchUp: async () => {
      const heard = subscriptions.map(({ name, event }) => ({ subscriber: name, event: event.name }))
      await deliverHistory(db, heard)
      hint.send()
    },
    transaction: async (work) => (await run(work)).result,
    command: async (work) => {
      const { result, published } = await run(work)
      const deadline = performance.now() + COMMAND_WAIT_MS
      while (published.length > 0 && performance.now() < deadline && (await isPending(published)))
        await sleep(COMMAND_POLL_MS)
      return result
    },
    deliverOne,
    drain: async () => {
      while ((await deliverOne()) === "worked");
    },
  }
}

/** A delivery that no retry can save: it is parked at once. */
class PoisonError extends Error {
  override name = "PoisonError"
}

const summary = (error: ZodError) => error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")

const about = ({ event, subscriber }: Claimed) => ({
  event: event.name,
  eventId: event.id,
  subscriber,
  ...event.correlation,
})
