import { sql } from "drizzle-orm"
import { generationCosts } from "../../../src/features/generation-costs/feature.ts"
import type { PriceSource } from "../../../src/features/generation-costs/infrastructure/prices/price-sources.ts"
import type { DomainEvent } from "../../../src/shared/events/domain-event.ts"
import { publish, type Tx } from "../../../src/shared/events/transaction.ts"
import { loadModelList } from "../../../src/shared/model-list.ts"
import { openKernel } from "../../support/database.ts"
import { SAID_AT } from "./events.ts"

export type Said = { name: string; payload: Record<string, unknown> }

/** The real feature on a real database and a bus that delivers everything twice. `prices` is who is asked for prices. */
export async function openLedger(prices: PriceSource | null = null) {
  const kernel = await openKernel()
  const { db, bus, log } = kernel
  const models = loadModelList("config/models.yaml")
  const feature = generationCosts({ db, bus, log, now: () => SAID_AT, models, simulated: false, prices })
  bus.subscribe(feature.subscriptions)
  await feature.preparePrices()

  const rows = async (table: string, where = sql`true`) =>
    (await db.execute(sql`select * from ${sql.raw(`generation_costs.${table}`)} t where ${where} order by t::text`))
      .rows

  return {
    ...kernel,
    feature,
    models,
    rows,
    /** Says these, each in a transaction of its own, and waits until they are handled. */
    async happen(...events: DomainEvent[]): Promise<void> {
      for (const event of events) await bus.transaction((tx: Tx) => publish(tx, event))
      await bus.drain()
    },
    /** What the feature itself said, in order: ids of one process grow with time. */
    async said(...names: string[]): Promise<Said[]> {
      const { rows } = await db.execute<Said>(
        sql`select name, payload from events.events where name like 'generation-costs.%' order by id`,
      )
      return names.length === 0 ? rows : rows.filter(({ name }) => names.includes(name))
    },
    async parked(): Promise<unknown[]> {
      return (await db.execute(sql`select subscriber, last_error from events.deliveries where last_error is not null`))
        .rows
    },
    async emptyLedger(): Promise<void> {
      await db.execute(sql`
        set session_replication_role = replica;
        truncate generation_costs.charges, generation_costs.usage_lines, generation_costs.unresolved_attempts,
                 generation_costs.kept_pages, generation_costs.ebooks, generation_costs.holds, generation_costs.conflicts,
                 generation_costs.adjustments, generation_costs.repricings, generation_costs.standings,
                 generation_costs.rollups, generation_costs.ebook_spans, generation_costs.marks, generation_costs.proofs,
                 events.events, events.deliveries, events.aggregates;
        set session_replication_role = origin`)
    },
  }
}

export type Ledger = Awaited<ReturnType<typeof openLedger>>
