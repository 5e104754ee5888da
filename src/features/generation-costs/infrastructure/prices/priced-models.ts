import { asc } from "drizzle-orm"
import type { Db } from "../../../../shared/database/database.ts"
import { priceVersions } from "../tables.ts"

/** The models that the price book knows. */
export async function listPricedModels(db: Db): Promise<string[]> {
  const rows = await db
    .selectDistinct({ model: priceVersions.model })
    .from(priceVersions)
    .orderBy(asc(priceVersions.model))
  return rows.map(({ model }) => model)
}
