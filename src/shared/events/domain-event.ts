import { v7 as uuidv7 } from "uuid"
import type { z } from "zod"

/** What happened, in the past tense. Its stored name never changes; its payload only ever grows. */
export type DomainEvent<Payload = unknown> = {
  readonly id: string
  readonly name: string
  /** Events of one aggregate are numbered, and handled in that order by each subscriber. */
  readonly aggregateId: string
  /** Which book and which attempt it is about, for the log and the reader. */
  readonly correlation: Correlation
  readonly occurredAt: Date
  readonly payload: Payload
}

export type Correlation = { readonly ebookId?: string; readonly attemptId?: string }

export type EventType<Payload> = {
  readonly name: string
  /** One sentence for the catalogue of events. */
  readonly says: string
  /** A headline of what this very event says, with its numbers; `says` where a stored payload no longer fits. */
  readonly tells: (storedPayload: unknown) => string
  readonly payload: z.ZodType<Payload>
  readonly of: (payload: Payload, occurredAt: Date) => DomainEvent<Payload>
}

export function defineEvent<Payload>(definition: {
  name: string
  says: string
  /** In the past tense, without a full stop: "Page 16 was drawn". */
  tells: (payload: Payload) => string
  payload: z.ZodType<Payload>
  aggregateId: (payload: Payload) => string
  correlation: (payload: Payload) => Correlation
}): EventType<Payload> {
  const { name, says, tells, payload: schema, aggregateId, correlation } = definition
  return {
    name,
    says,
    tells: (storedPayload) => {
      const read = schema.safeParse(storedPayload)
      return read.success ? tells(read.data) : says
    },
    payload: schema,
    of: (payload, occurredAt) => ({
      id: uuidv7(),
      name,
      aggregateId: aggregateId(payload),
      correlation: correlation(payload),
      occurredAt,
      payload: schema.parse(payload),
    }),
  }
}

/** The events that a feature's events.ts declares; takes the module. */
export const eventTypesIn = (module: Readonly<Record<string, unknown>>): EventType<unknown>[] =>
  Object.values(module).filter(isEventType)

const isEventType = (value: unknown): value is EventType<unknown> =>
  typeof value === "object" && value !== null && "tells" in value && "payload" in value
