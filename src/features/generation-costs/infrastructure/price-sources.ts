import type { Db } from "../../../shared/database/database.ts"
import { member, parseLosslessly } from "../../../shared/json.ts"
import type { Log } from "../../../shared/log.ts"
import type { ModelList } from "../../../shared/model-list.ts"
import { listedPrices } from "../domain/price-book.ts"
import { appendPrices, type PriceChange } from "./price-versions.ts"

/** The first reviewed price of a model holds for all earlier usage too: no other price of that time is known. */
const BEGINNING = new Date(0)

/** The prices reviewed in config/models.yaml, valid from the day of the review. */
export async function seedPrices(db: Db, models: ModelList, now: Date): Promise<PriceChange[]> {
  return appendPrices(db, {
    prices: models.models.flatMap(({ id, pricing }) => listedPrices(pricing).map((price) => ({ ...price, model: id }))),
    validFrom: new Date(`${models.reviewed}T00:00:00Z`),
    firstFrom: BEGINNING,
    source: `config/models.yaml, reviewed ${models.reviewed}`,
    fetchedAt: now,
  })
}

export type PriceRefresh = { db: Db; log: Log; fetchModels: () => Promise<string>; now: () => Date }

/** The provider's prices of this moment (GET /models?output_modalities=image). Throws where the answer is no list of models. */
export async function refreshPrices({ db, log, fetchModels, now }: PriceRefresh): Promise<PriceChange[]> {
  const models = member(parseLosslessly(await fetchModels()), "data")
  if (!Array.isArray(models)) throw new Error("GET /models answered something that is no list of models.")
  const fetchedAt = now()
  const changes = await appendPrices(db, {
    prices: models.flatMap((model: unknown) => {
      const id = member(model, "id")
      return typeof id === "string"
        ? listedPrices(member(model, "pricing")).map((price) => ({ ...price, model: id }))
        : []
    }),
    validFrom: fetchedAt,
    firstFrom: fetchedAt,
    source: "OpenRouter GET /models?output_modalities=image",
    fetchedAt,
  })
  log.info({ models: models.length, changes }, "prices refreshed")
  return changes
}
