import { isObject, member, numberText } from "../../../shared/json.ts"
import { type Decimal, decimal, parseDecimal } from "../../../shared/money.ts"
import type { Condition } from "./price-conditions.ts"
import type { Meter } from "./usage-lines.ts"

/** A price as it stands in a list; `unitPrice` null: the list has it as something that is no price. */
export type ListedPrice = {
  meter: Meter
  provider: string
  variant: string
  condition: Condition | null
  unitPrice: Decimal | null
}

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

/** What a model's `pricing` says, less its `discount`, and what its `overrides` say under which condition, in their order. */
export function listedPrices(pricing: unknown): ListedPrice[] {
  const overrides = member(pricing, "overrides")
  const discount = readDiscount(member(pricing, "discount"))
  return [
    ...pricesIn(pricing, null, discount),
    ...(Array.isArray(overrides) ? overrides : []).flatMap((override: unknown) =>
      pricesIn(override, conditionIn(override), discount),
    ),
  ]
}

const pricesIn = (prices: unknown, condition: Condition | null, discount: Decimal | null): ListedPrice[] =>
  Object.entries(METERS).flatMap(([name, meter]) => {
    const price = member(prices, name)
    if (price === undefined || price === null) return []
    return [{ meter, provider: "", variant: "", condition, unitPrice: discounted(readPrice(price), discount) }]
  })

/** Everything in an override that is no price. */
function conditionIn(override: unknown): Condition {
  if (!isObject(override)) return { unreadable: true }
  const entries = Object.entries(override).filter(([name]) => !(name in PRICE_NAMES))
  return Object.fromEntries(entries.map(([name, value]) => [name, plain(value)]))
}

/** Every name that OpenRouter gives a price, also of those that we have no meter for. */
const PRICE_NAMES = Object.fromEntries(
  [
    ...Object.keys(METERS),
    "image",
    "image_token",
    "audio",
    "audio_output",
    "input_audio_cache",
    "input_cache_write_1h",
    "web_search",
  ].map((name) => [name, true]),
)

const plain = (value: unknown): Condition[string] =>
  numberText(value) ?? (typeof value === "string" || typeof value === "boolean" ? value : JSON.stringify(value ?? null))

/** billable and unit of an image endpoint's price, as our meter. What is sent in by the piece is counted by no meter. */
const BILLABLES: Readonly<Record<string, Meter>> = {
  "output_image image": "image",
  "output_image megapixel": "megapixel",
  "output_image token": "output_image",
  "output_image request": "request",
  "input_text token": "input_text",
  "input_image token": "input_image",
}

/**
 * What the endpoints of an image model say (GET /images/models/{author}/{slug}/endpoints). A model that one provider serves
 * has its prices whoever is said to have served, for POST /images does not say who did.
 */
export function endpointPrices(answer: unknown): ListedPrice[] {
  const endpoints = member(member(answer, "data") ?? answer, "endpoints")
  if (!Array.isArray(endpoints)) return []
  return endpoints.flatMap((endpoint: unknown) => {
    const [name, pricing] = [member(endpoint, "provider_name"), member(endpoint, "pricing")]
    if (!Array.isArray(pricing) || (endpoints.length > 1 && typeof name !== "string")) return []
    const provider = endpoints.length > 1 ? String(name) : ""
    return pricing.flatMap((entry: unknown) => {
      const meter = BILLABLES[`${member(entry, "billable")} ${member(entry, "unit")}`]
      const variant = member(entry, "variant")
      if (meter === undefined) return []
      const unitPrice = readPrice(member(entry, "cost_usd"))
      return [{ meter, provider, variant: typeof variant === "string" ? variant : "", condition: null, unitPrice }]
    })
  })
}

/** "-1" (it depends), or anything that is no price from 0 up, is unknown. Models list text, image endpoints numbers. */
function readPrice(price: unknown): Decimal | null {
  const amount = parseDecimal(numberText(price) ?? (typeof price === "string" ? price : ""))
  return amount?.gte("0") ? amount : null
}

const discounted = (price: Decimal | null, discount: Decimal | null): Decimal | null =>
  price === null || discount === null ? null : price.times(decimal("1").minus(discount))

/** A share of the price, 0 to 1, as a number or as text; null: it is none of that. */
function readDiscount(value: unknown): Decimal | null {
  const share = parseDecimal(numberText(value) ?? String(value ?? "0"))
  return share?.gte("0") && share.lte("1") ? share : null
}
