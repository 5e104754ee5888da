import type { Pool } from "pg"
import { z } from "zod"
import { openDb } from "../../../src/shared/database/database.ts"
import { defineEvent } from "../../../src/shared/events/domain-event.ts"
import { createEventBus } from "../../../src/shared/events/event-bus.ts"
import { on } from "../../../src/shared/events/event-handler.ts"
import { createHint } from "../../../src/shared/events/hint.ts"
import { publish } from "../../../src/shared/events/transaction.ts"
import { createLog } from "../../../src/shared/log.ts"

/** What happens in the bench: about the size of a TokensConsumed. `from`: the key it keeps its order by. */
export type Happening = { number: number; from: string; said: string }
export const happening = (number: number, aggregates: number): Happening => ({
  number,
  from: `book-${number % aggregates}`,
  said: "x".repeat(300),
})

/** One way of carrying what happened from a transaction to a handler in another process. */
export type Contender = {
  name: string
  /** In the process that says: commits one happening. */
  say(happening: Happening): Promise<void>
  /** In the process that works: runs the handler until it is stopped. `lingerMs`: how long each handling takes besides. */
  work(lingerMs: number): Promise<{ stop(): Promise<void> }>
  close(): Promise<void>
}

/** What the handler does: one row in its own transaction, with the moment by the database's clock. */
export const EFFECT = "insert into effects (number, at) values ($1, clock_timestamp()) on conflict do nothing"

const Happened = defineEvent({
  name: "bench.happened",
  says: "Something happened.",
  tells: ({ number }) => `The ${number}th thing happened`,
  payload: z.object({ number: z.int(), from: z.string(), said: z.string() }),
  aggregateId: ({ from }) => from,
  correlation: ({ from }) => ({ ebookId: from }),
})

export function colophon(pool: Pool): Contender {
  const log = createLog("silent", process.stderr)
  const db = openDb(pool)
  const hint = createHint(pool, log)
  const bus = createEventBus({ db, hint, log, acknowledge: () => true })
  let lingering = 0
  bus.subscribe([
    on(Happened, "bench.note-when-happened", async (tx, { payload: { number } }) => {
      if (lingering > 0) await new Promise((later) => setTimeout(later, lingering))
      await tx.execute(`insert into effects (number, at) values (${number}, clock_timestamp()) on conflict do nothing`)
    }),
  ])
  return {
    name: "Colophon",
    say: (what) => bus.transaction((tx) => publish(tx, Happened.of(what, new Date()))),
    work: async (lingerMs) => {
      lingering = lingerMs
      return bus.relay.start()
    },
    close: () => hint.close(),
  }
}
