import { type Decimal, decimal, roundToPicodollar, sum, toText } from "../../../shared/money.ts"
import { isListed, type PriceVersion, priceAt } from "./prices/price-book.ts"
import type { Meter } from "./usage-lines.ts"

/** Tokens of one usual picture, from config/models.yaml. */
export type UsualTokens = { promptTokens: number; outputImageTokens: number }
export type ImageEstimate = { expected: Decimal; cheapest: Decimal }
/** US dollars as exact decimal text. */
export type BookEstimate = { amount: string; low: string; high: string }

/** The high end of a book's estimate: as if every second picture had to be drawn twice. */
const REDRAWING = decimal("1.5")
/** What a hold adds to what it expects (design, section 5, Capping). */
const CAUTION = decimal("1.1")

/** A model on offer (config/models.yaml): its usual picture in tokens and pixels, and the size that is asked for. */
export type OfferedModel = {
  id: string
  usual: UsualTokens
  portrait: { width: number; height: number }
  size?: string | undefined
}

/** `expected`: the usual prompt and picture; `cheapest`: the picture alone, which every kept picture costs. null: not known. */
export function estimateImage(prices: readonly PriceVersion[], offered: OfferedModel, at: Date): ImageEstimate | null {
  const { id: model, usual, portrait, size } = offered
  const promptTokens = decimal(String(usual.promptTokens))
  const question = { model, provider: null, variant: size?.toLowerCase() ?? null, occurredAt: at, promptTokens }
  const priceOf = (meter: Meter) => priceAt(prices, meter, question)?.unitPrice ?? null
  const [prompt, request, tokens] = [priceOf("input_text"), priceOf("request"), priceOf("output_image")]
  const cheapest =
    tokens?.times(String(usual.outputImageTokens)) ??
    priceOf("image") ??
    priceOf("megapixel")
      ?.times(String(portrait.width * portrait.height))
      .times("1e-6")
  if (prompt === null || !cheapest || (request === null && isListed(prices, "request", question))) return null
  const expected = sum([cheapest, prompt.times(promptTokens), ...(request ? [request] : [])])
  return { expected, cheapest }
}

/** A cover and `pageCount` content pages; the back cover is composed here, for free. null: one of the models has no price. */
export function estimateBook(
  cover: ImageEstimate | null,
  page: ImageEstimate | null,
  pageCount: number,
): BookEstimate | null {
  if (cover === null || page === null) return null
  const amount = cover.expected.plus(page.expected.times(String(pageCount)))
  const low = cover.cheapest.plus(page.cheapest.times(String(pageCount)))
  const text = (value: Decimal) => toText(roundToPicodollar(value))
  return { amount: text(amount), low: text(low), high: text(amount.times(REDRAWING)) }
}

/** The dearest of the recent like attempts, else the usual picture; and 10 %. null: neither is known. */
export function cautiousHold(recent: readonly Decimal[], image: ImageEstimate | null): Decimal | null {
  const dearest = recent.reduce<Decimal | null>((max, amount) => (max?.gte(amount) ? max : amount), null)
  const basis = dearest ?? image?.expected ?? null
  return basis && roundToPicodollar(basis.times(CAUTION))
}
