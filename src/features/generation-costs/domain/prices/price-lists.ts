import { isObject, member, numberText } from "../../../../shared/json.ts"
import { type Decimal, decimal, parseDecimal } from "../../../../shared/money.ts"
import type { Meter } from "../usage-lines.ts"
import type { Condition } from "./price-conditions.ts"

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

/**
 * What a model's `pricing` says, less its `discount`, and what its `overrides` say under which condition, in their order.
 * Overrides that cannot be read may change every price.
 */
export function listedPrices(pricing: unknown): ListedPrice[] {
  const overrides = member(pricing, "overrides") ?? []
  const discount = readDiscount(member(pricing, "discount"))
  const base = pricesIn(pricing, null, discount)
  const listed = (Array.isArray(overrides) ? overrides : [overrides]).flatMap((override: unknown) =>
    isObject(override) && Array.isArray(overrides)
      ? pricesIn(override, conditionIn(override), discount)
      : base.map((price) => ({ ...price, condition: UNREADABLE, unitPrice: null })),
  )
  return [...base, ...withoutDoubles(listed, (_, last) => last)]
}

const UNREADABLE: Condition = { unreadable: true }

const pricesIn = (prices: unknown, condition: Condition | null, discount: Decimal | null): ListedPrice[] =>
  Object.entries(METERS).flatMap(([name, meter]) => {
    const price = member(prices, name)
    if (price === undefined || price === null) return []
    return [{ meter, provider: "", variant: "", condition, unitPrice: discounted(readPrice(price), discount) }]
  })

/** One price of each key; `settle` says what two of one key come to. */
function withoutDoubles(
  prices: readonly ListedPrice[],
  settle: (one: ListedPrice, other: ListedPrice) => ListedPrice,
): ListedPrice[] {
  const byKey = Map.groupBy(prices, ({ meter, provider, variant, condition }) =>
    JSON.stringify([meter, provider, variant, condition]),
  )
  return [...byKey.values()].map((same) => same.reduce(settle))
}

/** Everything in an override that is no price. */
function conditionIn(override: Record<string, unknown>): Condition {
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
 * What the endpoints of an image model say (GET /images/models/{author}/{slug}/endpoints), each under its provider. What all
 * of them agree on is the price whoever serves, for POST /images does not say who did. Two of one provider that differ, as
 * by region, leave its price unknown.
 */
export function endpointPrices(answer: unknown): ListedPrice[] {
  const endpoints = member(member(answer, "data") ?? answer, "endpoints")
  if (!Array.isArray(endpoints)) return []
  const each = endpoints.map(pricesOfEndpoint)
  const [first = [], ...others] = each
  const agreed = first
    .filter((price) => others.every((prices) => prices.some((other) => isSamePrice(price, other))))
    .map((price) => ({ ...price, provider: "" }))
  const named = endpoints.length > 1 ? each.flat().filter(({ provider }) => provider !== "") : []
  return withoutDoubles([...agreed, ...named], (one, other) =>
    isSamePrice(one, other) ? one : { ...one, unitPrice: null },
  )
}

function pricesOfEndpoint(endpoint: unknown): ListedPrice[] {
  const [name, pricing] = [member(endpoint, "provider_name"), member(endpoint, "pricing")]
  if (!Array.isArray(pricing)) return []
  return pricing.flatMap((entry: unknown) => {
    const meter = BILLABLES[`${member(entry, "billable")} ${member(entry, "unit")}`]
    const variant = member(entry, "variant")
    if (meter === undefined) return []
    return [
      {
        meter,
        provider: typeof name === "string" ? name : "",
        variant: typeof variant === "string" ? variant.toLowerCase() : "",
        condition: null,
        unitPrice: readPrice(member(entry, "cost_usd")),
      },
    ]
  })
}

const isSamePrice = (a: ListedPrice, b: ListedPrice): boolean =>
  a.meter === b.meter && a.variant === b.variant && a.unitPrice !== null && b.unitPrice?.eq(a.unitPrice) === true

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
