import type { Db } from "../../../../shared/database/database.ts"
import { member, parseLosslessly } from "../../../../shared/json.ts"
import type { Log } from "../../../../shared/log.ts"
import type { ModelList } from "../../../../shared/model-list.ts"
import { endpointPrices, listedPrices } from "../../domain/prices/price-lists.ts"
import { appendPrices, type PriceChange } from "./price-versions.ts"

/** The first reviewed price of a model holds for all earlier usage too: no other price of that time is known. */
const BEGINNING = new Date(0)
/** Models whose image endpoints are asked for in one refresh, and how many at once. */
const MOST_MODELS = 100
const AT_ONCE = 4

/** The prices reviewed in config/models.yaml, valid from the day of the review. */
export async function seedPrices(db: Db, models: ModelList, now: Date): Promise<PriceChange[]> {
  return appendPrices(db, {
    models: models.models.map(({ id }) => id),
    prices: models.models.flatMap(({ id, pricing }) => listedPrices(pricing).map((price) => ({ ...price, model: id }))),
    validFrom: new Date(`${models.reviewed}T00:00:00Z`),
    firstFrom: BEGINNING,
    origin: "snapshot",
    source: `config/models.yaml, reviewed ${models.reviewed}`,
    fetchedAt: now,
    ends: [],
  })
}

/** Where prices are fetched. Both answer JSON text; `endpoints` null: no image endpoint serves the model. */
export type PriceSource = { models(): Promise<string>; endpoints(model: string): Promise<string | null> }

/** What a refresh changed, and in a sentence each what could not be read. */
export type Refreshed = { changes: PriceChange[]; problems: string[]; fetchedAt: Date }
export type PriceRefresh = { db: Db; log: Log; source: PriceSource; now: () => Date }

const MODELS = "OpenRouter GET /models?output_modalities=image"
const ENDPOINTS = "OpenRouter GET /images/models/{author}/{slug}/endpoints"

/** The provider's list of models could not be fetched, or is none. */
export class PricesUnreadable extends Error {}

/** The provider's prices of this moment. Throws PricesUnreadable, which changes nothing; one model's trouble is none of the others'. */
export async function refreshPrices({ db, log, source, now }: PriceRefresh): Promise<Refreshed> {
  const models = await modelsOf(source)
  const fetchedAt = now()
  const about = { validFrom: fetchedAt, firstFrom: fetchedAt, origin: "provider" as const, fetchedAt }
  const named = models.flatMap((model: unknown) => {
    const id = member(model, "id")
    return typeof id === "string" ? [{ id, pricing: member(model, "pricing") }] : []
  })
  const prices = named.flatMap(({ id, pricing }) => listedPrices(pricing).map((price) => ({ ...price, model: id })))
  const ids = named.map(({ id }) => id)
  const changes = await appendPrices(db, { ...about, models: ids, prices, source: MODELS, ends: ["own", "snapshot"] })

  const problems: string[] = []
  const asked = ids.slice(0, MOST_MODELS).values()
  const ask = async () => {
    for (const id of asked) {
      const found = await endpointsOf(source, id).catch((error: unknown) => {
        problems.push(
          `The image endpoints of ${id} could not be read: ${error instanceof Error ? error.message : error}.`,
        )
        return null
      })
      if (found === null) continue
      const ofModel = found.filter(({ provider, meter }) => provider !== "" || NOT_IN_MODELS.has(meter))
      const list = { ...about, models: [id], prices: ofModel, source: ENDPOINTS, ends: ["own" as const] }
      changes.push(...(await appendPrices(db, list)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  log.info({ models: models.length, changes, problems }, "prices refreshed")
  return { changes, problems, fetchedAt }
}

async function modelsOf(source: PriceSource): Promise<unknown[]> {
  const answer = await source
    .models()
    .then(parseLosslessly)
    .catch((error: unknown) => {
      throw new PricesUnreadable(error instanceof Error ? error.message : String(error), { cause: error })
    })
  const models = member(answer, "data")
  if (!Array.isArray(models)) throw new PricesUnreadable("GET /models answered something that is no list of models")
  return models
}

/** What GET /models has no name for; all else it says itself, for whoever serves. */
const NOT_IN_MODELS: ReadonlySet<string> = new Set(["image", "megapixel", "input_image"])

async function endpointsOf(source: PriceSource, model: string) {
  const text = await source.endpoints(model)
  return text === null ? [] : endpointPrices(parseLosslessly(text)).map((price) => ({ ...price, model }))
}
