import { and, asc, count, desc, eq, inArray } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import { type Standing, standingsAt } from "../../domain/prices/price-standing.ts"
import type { Meter } from "../../domain/usage-lines.ts"
import type { Slice } from "../sums/attempt-list.ts"
import { priceVersions } from "../tables.ts"
import { type StoredVersion, toVersion } from "./price-versions.ts"

/** A version of the price book, and how it stands at the moment of the reading. */
export type ListedVersion = StoredVersion & Standing

/** null is every one. */
export type PriceFilter = { model: string | null; meter: Meter | null }

/** One page of the price book: model by model, the newest version of a price first. */
export async function listPrices(
  db: Db,
  { model, meter }: PriceFilter,
  { page, pageSize }: Slice,
  now: Date,
): Promise<{ items: ListedVersion[]; total: number }> {
  const wanted = and(
    model === null ? undefined : eq(priceVersions.model, model),
    meter === null ? undefined : eq(priceVersions.meter, meter),
  )
  const { model: name, meter: of, provider, variant, validFrom, id } = priceVersions
  const rows = await db
    .select()
    .from(priceVersions)
    .where(wanted)
    .orderBy(asc(name), asc(of), asc(provider), asc(variant), desc(validFrom), desc(id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const [counted] = await db.select({ total: count() }).from(priceVersions).where(wanted)
  return { items: await withStanding(db, rows.map(toVersion), now), total: counted?.total ?? 0 }
}

/** With how they stand now, which other versions of their models decide. */
export async function withStanding(db: Db, versions: readonly StoredVersion[], now: Date): Promise<ListedVersion[]> {
  const models = [...new Set(versions.map(({ model }) => model))]
  const all = await db.select().from(priceVersions).where(inArray(priceVersions.model, models))
  const standingOf = standingsAt(all.map(toVersion), now)
  return versions.map((version) => ({ ...version, ...standingOf(version) }))
}

/** All of the price book, in no order: some models of a handful of prices each, a version more whenever one changes. */
export async function readPriceBook(db: Db, now: Date): Promise<ListedVersion[]> {
  const versions = (await db.select().from(priceVersions)).map(toVersion)
  const standingOf = standingsAt(versions, now)
  return versions.map((version) => ({ ...version, ...standingOf(version) }))
}
