import { type Decimal, decimal, toText } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { grouped, moneyColumn, moneyText } from "../../../../shared/web/money.ts"
import type { PriceVersion } from "../../domain/prices/price-book.ts"
import type { Condition } from "../../domain/prices/price-conditions.ts"
import { type Meter, UNITS } from "../../domain/usage-lines.ts"
import type { StoredVersion } from "../../infrastructure/prices/price-versions.ts"
import { minute } from "../labels.ts"
import { priceSentences } from "./prices-sentences.ts"

const say = priceSentences.words

/** The price of as many as people speak of: a million tokens, else one. Exact; null is unknown. */
export const readable = ({ meter, unitPrice }: Pick<PriceVersion, "meter" | "unitPrice">): string | null =>
  unitPrice && toText(UNITS[meter] === "token" ? unitPrice.times("1000000") : unitPrice)

/** "a million tokens" */
export const perWords = (meter: Meter): string => say.per[UNITS[meter]]

/** "$30.00 a million tokens" */
export function priceText(price: Pick<PriceVersion, "meter" | "unitPrice">): string {
  const amount = readable(price)
  if (amount === "0") return say.free
  return amount === null ? say.unknown : `${moneyText(amount)} ${perWords(price.meter)}`
}

/** Writes a column of prices so that their points stand in line; 0 is the word free. Takes all prices of the column. */
export function priceColumn(prices: readonly (string | null)[]): (price: string | null) => Html {
  const column = moneyColumn(prices)
  return (price) => (price === "0" ? html`${say.free}` : column(price))
}

/** "only from Fal, size 2k, above 200,000 prompt tokens"; empty where it is for every call. */
export const limits = ({ provider, variant, condition }: Pick<PriceVersion, "provider" | "variant" | "condition">) =>
  [
    ...(provider === "" ? [] : [say.only(provider)]),
    ...(variant === "" ? [] : [say.size(variant)]),
    ...(condition === null ? [] : conditionWords(condition)),
  ].join(", ")

function conditionWords({ min_prompt_tokens: tokens, utc_start: start, utc_end: end, ...others }: Condition): string[] {
  return [
    ...(tokens === undefined ? [] : [say.above(grouped(String(tokens)))]),
    ...(start === undefined && end === undefined ? [] : [say.hours(clock(start), clock(end))]),
    ...Object.entries(others).map(([name, value]) => say.unread(name, String(value))),
  ]
}

/** "22:00" of "2200". */
const clock = (value: unknown): string => String(value ?? "").replace(/^(\d\d)(\d\d)$/, "$1:$2")

/** Since when, or that it holds for all earlier time, too. */
export const since = (at: Date): string => (at.getTime() === 0 ? say.always : minute(at))

export const originWords = ({ origin, author }: Pick<StoredVersion, "origin" | "author">): string =>
  origin === "operator" ? say.operator(author ?? "") : say[origin]

/** "up 20.0%", "new", "not known any more". */
export function changeWords(before: Decimal | null, after: Decimal | null): string {
  if (after === null) return before === null ? say.stillUnknown : say.lost
  if (before === null) return say.found
  if (after.eq(before)) return say.same
  if (before.eq("0")) return say.noLongerFree
  if (after.eq("0")) return say.nothing
  const percent = after.minus(before).abs().times("100").div(before).toFixed(1)
  const words = decimal(percent).eq("0") ? say.hardly : say.percent(grouped(percent))
  return after.gt(before) ? say.up(words) : say.down(words)
}
