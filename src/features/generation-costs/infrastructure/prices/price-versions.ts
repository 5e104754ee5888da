import { and, asc, inArray, ne, sql } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import type { Tx } from "../../../../shared/events/transaction.ts"
import { type Decimal, decimal, toText } from "../../../../shared/money.ts"
import { keyOf, type PriceVersion } from "../../domain/prices/price-book.ts"
import type { Condition } from "../../domain/prices/price-conditions.ts"
import type { ListedPrice } from "../../domain/prices/price-lists.ts"
import { type Meter, UNITS } from "../../domain/usage-lines.ts"
import { priceVersions } from "../tables.ts"

/**
 * Prices of `models` as somebody listed them. `firstFrom` is when the first known price of a key begins to hold. `ends`: whose
 * earlier prices of these models are over where they are not listed any more.
 */
export type PriceList = {
  models: readonly string[]
  prices: readonly (ListedPrice & { model: string })[]
  validFrom: Date
  firstFrom: Date
  origin: "snapshot" | "provider"
  source: string
  fetchedAt: Date
  ends: readonly ("own" | "snapshot")[]
}
/** US dollars as exact decimal text; `from` null: there was none before; `to` null: it is not known any more. */
export type PriceChange = {
  model: string
  provider: string
  meter: Meter
  variant: string
  condition: Condition | null
  from: string | null
  to: string | null
}

type Row = typeof priceVersions.$inferSelect

/** With where it comes from. */
export type StoredVersion = PriceVersion & Pick<Row, "source" | "author" | "fetchedAt">

export const toVersion = ({ meter, unitPrice, condition, ...row }: Row): StoredVersion => ({
  ...row,
  meter: meter as Meter,
  unitPrice: unitPrice === null ? null : decimal(unitPrice),
  condition: condition as Condition | null,
})

/** Every version of the prices of these models. */
export async function pricesOf(db: Db | Tx, ...models: string[]): Promise<PriceVersion[]> {
  return (await db.select().from(priceVersions).where(inArray(priceVersions.model, models))).map(toVersion)
}

/**
 * Appends a version wherever a listed price differs from the newest fetched one, or a known one is listed no more, and says
 * where. A list that is older than the newest version changes nothing. Any number of processes may do this at once.
 */
export async function appendPrices(db: Db, list: PriceList): Promise<PriceChange[]> {
  return db.transaction(async (tx) => {
    await lockPriceBook(tx)
    const known = await newestFetched(tx, list.models)
    const changes = [...changedPrices(list, known), ...endedPrices(list, known)]
    if (changes.length > 0) await tx.insert(priceVersions).values(changes.map((change) => toRow(change, list)))
    return changes.map(({ known: before, unitPrice, ...key }) => ({
      ...{ model: key.model, provider: key.provider, meter: key.meter, variant: key.variant, condition: key.condition },
      from: before?.unitPrice ? toText(before.unitPrice) : null,
      to: unitPrice && toText(unitPrice),
    }))
  })
}

/** One writer at a time: of two who see the same change, the second sees the first's version. */
export async function lockPriceBook(tx: Pick<Tx, "execute">): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('generation-costs price book', 0))`)
}

type Known = StoredVersion
type Change = ListedPrice & { model: string; known: Known | undefined; ends: boolean }

/** Prices on a condition are told apart by their order, the last wins: after one that is news, all the others are too. */
function changedPrices(list: PriceList, known: ReadonlyMap<string, Known>): Change[] {
  const newest = new Map<string, number>()
  return list.prices.flatMap((price) => {
    const before = known.get(keyOf(price))
    const group = keyOf({ ...price, condition: null })
    const isOutOfOrder = price.condition !== null && before !== undefined && before.id < (newest.get(group) ?? 0)
    const isNews =
      before === undefined
        ? price.unitPrice !== null || price.condition !== null
        : hasEnded(before) || !isSame(before, price) || isOutOfOrder
    if (price.condition !== null) newest.set(group, isNews ? Number.POSITIVE_INFINITY : (before?.id ?? 0))
    if (!isNews || (before && before.validFrom >= list.validFrom)) return []
    return [{ ...price, known: before, ends: false }]
  })
}

/** What a call can do without: where it is listed no more, it is as if it had never been. */
const EXTRAS: ReadonlySet<Meter> = new Set(["request", "output_reasoning", "input_image"])

/** A price that is listed no more is unknown from then on; an extra, or one on a condition, is over. */
function endedPrices(list: PriceList, known: ReadonlyMap<string, Known>): Change[] {
  const listed = new Set(list.prices.map(keyOf))
  return [...known.values()].flatMap((before) => {
    const ends = before.condition !== null || EXTRAS.has(before.meter)
    const isOver = ends ? hasEnded(before) : before.unitPrice === null
    const isOurs = list.ends.some((whose) =>
      whose === "own" ? before.source === list.source : before.origin === "snapshot",
    )
    if (listed.has(keyOf(before)) || isOver || !isOurs || before.validFrom >= list.validFrom) return []
    const { model, provider, meter, variant, condition } = before
    return [{ model, provider, meter, variant, condition, unitPrice: null, known: before, ends }]
  })
}

const toRow = ({ known, ends, unitPrice, ...price }: Change, list: PriceList) => {
  const validFrom = known ? list.validFrom : list.firstFrom
  return {
    ...price,
    unit: UNITS[price.meter],
    unitPrice: unitPrice && toText(unitPrice),
    validFrom,
    validTo: ends ? validFrom : null,
    origin: list.origin,
    source: list.source,
    fetchedAt: list.fetchedAt,
  }
}

const hasEnded = ({ validFrom, validTo }: Known) => validTo !== null && validTo <= validFrom
const isSame = ({ unitPrice: a }: Known, { unitPrice: b }: { unitPrice: Decimal | null }) =>
  a === null || b === null ? a === b : a.eq(b)

async function newestFetched(tx: Pick<Tx, "select">, models: readonly string[]): Promise<Map<string, Known>> {
  if (models.length === 0) return new Map()
  const rows = await tx
    .select()
    .from(priceVersions)
    .where(and(inArray(priceVersions.model, [...models]), ne(priceVersions.origin, "operator")))
    .orderBy(asc(priceVersions.validFrom), asc(priceVersions.id))
  return new Map(rows.map(toVersion).map((version) => [keyOf(version), version]))
}
