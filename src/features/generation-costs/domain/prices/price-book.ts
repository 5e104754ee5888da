import type { Decimal } from "../../../../shared/money.ts"
import type { Meter } from "../usage-lines.ts"
import { type Call, type Condition, holds } from "./price-conditions.ts"

/**
 * US dollars for one unit of a meter; null: nobody knows. From `validFrom` on, until a later version of the same key begins
 * or `validTo` comes. `provider` and `variant` are empty where the price is for all of them.
 */
export type PriceVersion = {
  id: number
  model: string
  provider: string
  meter: Meter
  variant: string
  unitPrice: Decimal | null
  condition: Condition | null
  validFrom: Date
  validTo: Date | null
  origin: "snapshot" | "provider" | "operator"
}

/** A version whose price is known. */
export type KnownPrice = PriceVersion & { unitPrice: Decimal }

/** What a price is asked for. `provider`: who served; `variant`: the size tier; null: not told. */
export type PriceQuestion = Call & { model: string; provider: string | null; variant: string | null }

/** Meters that are billed as another one where they have no price of their own. */
const BILLED_AS: Partial<Record<Meter, Meter>> = { output_reasoning: "output_text", input_image: "input_text" }

/**
 * The price of a meter; null is unknown. An operator's own price wins over a fetched one. Then that of the provider that
 * served, then that of the size, then that on a condition; of several conditions the last one listed. Where which of them
 * holds cannot be told, the price is unknown.
 */
export function priceAt(prices: readonly PriceVersion[], meter: Meter, question: PriceQuestion): KnownPrice | null {
  const found = versionAt(prices, meter, question)
  const other = BILLED_AS[meter]
  if (found === undefined && other) return priceAt(prices, other, question)
  return isKnown(found) ? found : null
}

/** Whether anything is said of a meter's price at all, be it that nobody knows. */
export const isListed = (prices: readonly PriceVersion[], meter: Meter, question: PriceQuestion): boolean =>
  versionAt(prices, meter, question) !== undefined

function versionAt(prices: readonly PriceVersion[], meter: Meter, question: PriceQuestion): PriceVersion | undefined {
  const ofMeter = prices.filter((price) => price.model === question.model && price.meter === meter)
  const own = best(
    covering(
      ofMeter.filter(({ origin }) => origin === "operator"),
      question.occurredAt,
    ),
    question,
  )
  const fetched = standing(
    ofMeter.filter(({ origin }) => origin !== "operator"),
    question.occurredAt,
  )
  return own ?? best(fetched, question)
}

const isKnown = (price: PriceVersion | undefined): price is KnownPrice => price != null && price.unitPrice !== null

/** Versions of an operator hold for the time they name, so one that ended uncovers the one before. */
export const covering = (prices: readonly PriceVersion[], at: Date) =>
  newestOfEachKey(prices.filter(({ validFrom, validTo }) => validFrom <= at && (validTo === null || at < validTo)))

/** A fetched version ends every earlier one of its key, and may end without another. */
export const standing = (prices: readonly PriceVersion[], at: Date) =>
  newestOfEachKey(prices.filter(({ validFrom }) => validFrom <= at)).filter(
    ({ validTo }) => validTo === null || at < validTo,
  )

function newestOfEachKey(prices: readonly PriceVersion[]): PriceVersion[] {
  const byKey = Map.groupBy(prices, keyOf)
  return [...byKey.values()].flatMap((versions) => versions.toSorted(newestFirst).slice(0, 1))
}

/** What later versions of a price share. */
export const keyOf = ({
  model,
  provider,
  meter,
  variant,
  condition,
}: Pick<PriceVersion, "model" | "provider" | "meter" | "variant" | "condition">): string =>
  JSON.stringify([model, provider, meter, variant, condition && Object.entries(condition).toSorted(byName)])

/** The database keeps the members of JSON in an order of its own. */
const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1)

const newestFirst = (a: PriceVersion, b: PriceVersion) => b.validFrom.getTime() - a.validFrom.getTime() || b.id - a.id

/** Of versions that hold at the same time; a version without a price where it cannot be told which; undefined: there is none. */
function best(prices: readonly PriceVersion[], question: PriceQuestion): PriceVersion | undefined {
  const { provider, variant } = question
  const mine = prices.filter((price) => price.provider === "" || price.provider === provider)
  const sized = mine.filter((price) => price.variant === "" || variant === null || price.variant === variant)
  const judged = sized.map((price) => ({
    price,
    holds: price.condition === null ? true : holds(price.condition, question),
  }))
  const unsure = judged.find(
    ({ price, holds: does }) => does === null || (does && price.variant !== "" && variant === null),
  )
  if (unsure) return { ...unsure.price, unitPrice: null }
  return judged
    .filter(({ holds: does }) => does)
    .map(({ price }) => price)
    .toSorted(mostSpecificFirst)[0]
}

const mostSpecificFirst = (a: PriceVersion, b: PriceVersion) =>
  Number(b.provider !== "") - Number(a.provider !== "") ||
  Number(b.variant !== "") - Number(a.variant !== "") ||
  Number(b.condition !== null) - Number(a.condition !== null) ||
  b.id - a.id
