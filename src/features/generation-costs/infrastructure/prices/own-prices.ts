import { and, desc, eq, isNull } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import { type Decimal, toText } from "../../../../shared/money.ts"
import { type Meter, UNITS } from "../../domain/usage-lines.ts"
import { priceVersions } from "../tables.ts"
import { lockPriceBook, type StoredVersion, toVersion } from "./price-versions.ts"

/** US dollars for one unit of a meter; `provider` and `variant` are empty where it is for all of them. */
export type OwnPrice = {
  model: string
  provider: string
  meter: Meter
  variant: string
  unitPrice: Decimal
  validFrom: Date
  validTo: Date | null
}

/** Appends an operator's own price, unless exactly this was the last one entered for its moment. */
export async function enterPrice(
  db: Db,
  price: OwnPrice,
  by: { author: string; at: Date },
): Promise<{ version: StoredVersion; isNew: boolean }> {
  return db.transaction(async (tx) => {
    await lockPriceBook(tx)
    const { model, provider, meter, variant, validFrom } = priceVersions
    const [last] = await tx
      .select()
      .from(priceVersions)
      .where(
        and(
          ...[eq(model, price.model), eq(provider, price.provider), eq(meter, price.meter), eq(variant, price.variant)],
          ...[eq(validFrom, price.validFrom), eq(priceVersions.origin, "operator"), isNull(priceVersions.condition)],
        ),
      )
      .orderBy(desc(priceVersions.id))
      .limit(1)
    const before = last && toVersion(last)
    if (before && isSame(before, price)) return { version: before, isNew: false }
    const [row] = await tx
      .insert(priceVersions)
      .values({
        ...price,
        unit: UNITS[price.meter],
        unitPrice: toText(price.unitPrice),
        origin: "operator",
        source: SOURCE,
        author: by.author,
        fetchedAt: by.at,
      })
      .returning()
    if (!row) throw new Error("the price was not kept")
    return { version: toVersion(row), isNew: true }
  })
}

const SOURCE = "entered by hand"

const isSame = (before: StoredVersion, { unitPrice, validTo }: OwnPrice): boolean =>
  before.unitPrice?.eq(unitPrice) === true && before.validTo?.getTime() === validTo?.getTime()
