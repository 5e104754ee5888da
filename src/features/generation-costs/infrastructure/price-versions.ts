import { inArray, sql } from "drizzle-orm"
import type { Db } from "../../../shared/database/database.ts"
import type { Tx } from "../../../shared/events/transaction.ts"
import { decimal, toText } from "../../../shared/money.ts"
import type { ListedPrice, PriceVersion } from "../domain/price-book.ts"
import { type Meter, UNITS } from "../domain/usage-lines.ts"
import { priceVersions } from "./tables.ts"

/** Prices as somebody listed them. `firstFrom` is when the first known price of a model's meter begins to hold. */
export type PriceList = {
  prices: readonly (ListedPrice & { model: string })[]
  validFrom: Date
  firstFrom: Date
  source: string
  fetchedAt: Date
}
/** US dollars as exact decimal text; `from` null: there was no price before. */
export type PriceChange = { model: string; meter: string; from: string | null; to: string }

/** Every version of the prices of these models. */
export async function pricesOf(db: Db | Tx, ...models: string[]): Promise<PriceVersion[]> {
  const rows = await db.select().from(priceVersions).where(inArray(priceVersions.model, models))
  return rows.map((row) => ({ ...row, meter: row.meter as Meter, unitPrice: decimal(row.unitPrice) }))
}

/**
 * Appends a version wherever a listed price differs from the newest one, and says where. A list that is older than
 * the newest version changes nothing. Any number of processes may do this at once.
 */
export async function appendPrices(db: Db, list: PriceList): Promise<PriceChange[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('generation-costs price book', 0))`)
    const newest = await newestPrices(tx)
    const changed = list.prices.flatMap(({ model, meter, unitPrice }) => {
      const known = newest.get(`${model} ${meter}`)
      if (known && (known.unitPrice.eq(unitPrice) || known.validFrom >= list.validFrom)) return []
      return [{ model, meter, unitPrice, known }]
    })
    if (changed.length === 0) return []
    await tx.insert(priceVersions).values(
      changed.map(({ model, meter, unitPrice, known }) => ({
        model,
        meter,
        unit: UNITS[meter],
        unitPrice: toText(unitPrice),
        validFrom: known ? list.validFrom : list.firstFrom,
        source: list.source,
        fetchedAt: list.fetchedAt,
      })),
    )
    return changed.map(({ model, meter, unitPrice, known }) => ({
      model,
      meter,
      from: known ? toText(known.unitPrice) : null,
      to: toText(unitPrice),
    }))
  })
}

async function newestPrices(tx: Parameters<Parameters<Db["transaction"]>[0]>[0]) {
  const rows = await tx
    .selectDistinctOn([priceVersions.model, priceVersions.meter])
    .from(priceVersions)
    .orderBy(priceVersions.model, priceVersions.meter, sql`${priceVersions.validFrom} desc`)
  return new Map(rows.map((row) => [`${row.model} ${row.meter}`, { ...row, unitPrice: decimal(row.unitPrice) }]))
}
