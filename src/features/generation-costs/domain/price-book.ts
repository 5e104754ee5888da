import { member, numberText } from "../../../shared/json.ts"
import { type Decimal, decimal, parseDecimal } from "../../../shared/money.ts"
import type { Meter } from "./usage-lines.ts"

/** US dollars for one unit of a meter, from `validFrom` on until a later version of the same model and meter. */
export type PriceVersion = { id: number; model: string; meter: Meter; unitPrice: Decimal; validFrom: Date }
export type ListedPrice = { meter: Meter; unitPrice: Decimal }

/** OpenRouter's price names (GET /models) that our meters have; its `image` is per picture sent in, which no meter counts. */
const METERS: Readonly<Record<string, Meter>> = {
  prompt: "input_text",
  completion: "output_text",
  image_output: "output_image",
  input_cache_read: "input_cached",
  input_cache_write: "input_cache_write",
  internal_reasoning: "output_reasoning",
  request: "request",
}

/** The price of a model's meter at an instant; null is unknown. Reasoning without a price of its own is billed as output text. */
export function priceAt(prices: readonly PriceVersion[], model: string, meter: Meter, at: Date): PriceVersion | null {
  const newest = prices
    .filter((price) => price.model === model && price.meter === meter && price.validFrom <= at)
    .reduce<PriceVersion | null>((best, price) => (best === null || isLater(price, best) ? price : best), null)
  return newest === null && meter === "output_reasoning" ? priceAt(prices, model, "output_text", at) : newest
}

/** What a model's `pricing` says, less its `discount`. "-1" (it depends), or anything that is no price, is left out: unknown. */
export function listedPrices(pricing: unknown): ListedPrice[] {
  const discount = readDiscount(member(pricing, "discount"))
  if (discount === null) return []
  return Object.entries(METERS).flatMap(([name, meter]) => {
    const price = member(pricing, name)
    const unitPrice = typeof price === "string" ? parseDecimal(price) : null
    return unitPrice?.gte("0") ? [{ meter, unitPrice: unitPrice.times(decimal("1").minus(discount)) }] : []
  })
}

/** A share of the price, 0 to 1, as a number or as text. */
function readDiscount(value: unknown): Decimal | null {
  const share = parseDecimal(numberText(value) ?? String(value ?? "0"))
  return share?.gte("0") && share.lte("1") ? share : null
}

const isLater = (a: PriceVersion, b: PriceVersion) =>
  a.validFrom > b.validFrom || (a.validFrom.getTime() === b.validFrom.getTime() && a.id > b.id)
