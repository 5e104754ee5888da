import type { DomainEvent, EventType } from "./domain-event.ts"
import type { Tx } from "./transaction.ts"

/**
 * Runs in one transaction with its own acknowledgement. It may run again for the same event (a crash, a replay),
 * so what it writes is keyed by what the event is about, and effects outside the database by `event.id`.
 */
export type EventHandler<Payload> = (tx: Tx, event: DomainEvent<Payload>) => Promise<void>

/** One subscriber of one event. `name` is stored with every delivery and never changes. */
export type Subscription = {
  readonly event: EventType<unknown>
  readonly name: string
  readonly handle: EventHandler<unknown>
}

export function on<Payload>(event: EventType<Payload>, name: string, handle: EventHandler<Payload>): Subscription {
  return { event, name, handle } as unknown as Subscription
}
