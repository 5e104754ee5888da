import { type Decimal, decimal, roundToPicodollar, sum, ZERO } from "../../../shared/money.ts"
import { isListed, type KnownPrice, type PriceVersion, priceAt } from "./prices/price-book.ts"
import { type ReadUsage, readUsage } from "./token-usage.ts"
import { type Answer, type Meter, piece, type UsageLine, usageLines } from "./usage-lines.ts"

export type PricedLine = UsageLine & {
  unitPrice: Decimal | null
  amount: Decimal | null
  priceVersionId: number | null
}

/** What an attempt cost, in US dollars; null is unknown, which is not 0. Only `amount` is rounded, once, to the picodollar. */
export type CostCalculation = {
  amount: Decimal | null
  source: "provider" | "local" | null
  reported: Decimal | null
  computed: Decimal | null
  lines: readonly PricedLine[]
}

export type CostQuestion = Answer & {
  model: string
  provider?: string | null | undefined
  outcome: string
  occurredAt: Date
  usage: string | null
  variant?: string | undefined
  megapixels?: string | undefined
  httpStatus?: number | undefined
}

/** What the provider reports wins, what the price book computes stands beside it. */
export function calculateCost(question: CostQuestion, prices: readonly PriceVersion[]): CostCalculation {
  if (isFree(question)) return { amount: ZERO, source: "local", reported: null, computed: ZERO, lines: [] }
  const reading = readUsage(question.usage)
  const lines = priceLines(reading, question, prices)
  const computed = total(lines)
  const amount = reading.reported ?? computed
  return {
    amount: amount && roundToPicodollar(amount),
    source: reading.reported ? "provider" : computed ? "local" : null,
    reported: reading.reported,
    computed,
    lines: lines ?? [],
  }
}

/** OpenRouter bills no HTTP error, and nothing that failed before anything was made; both answer without usage. */
const isFree = ({ outcome, usage, httpStatus = 200 }: CostQuestion) =>
  usage === null && (outcome === "failed-unbilled" || httpStatus >= 400)

type PriceOf = (meter: Meter) => KnownPrice | null

function priceLines(reading: ReadUsage, question: CostQuestion, prices: readonly PriceVersion[]): PricedLine[] | null {
  const { prompt } = reading.tokens
  const asked = {
    model: question.model,
    provider: question.provider ?? null,
    variant: question.variant ?? null,
    occurredAt: question.occurredAt,
    promptTokens: prompt === "missing" || prompt === "odd" ? null : prompt,
  }
  const priceOf: PriceOf = (meter) => priceAt(prices, meter, asked)
  const cut = usageLines(reading, question)
  const lines = cut.known ? pictures(cut.lines, question, priceOf) : null
  if (lines === null) return null
  const fee = priceOf("request")
  const perRequest =
    fee?.unitPrice.gt("0") || (fee === null && isListed(prices, "request", asked)) ? [piece("request", 1)] : []
  return [...lines, ...perRequest].map((line) => {
    const price = priceOf(line.meter)
    return {
      ...line,
      unitPrice: price?.unitPrice ?? null,
      amount: price && line.quantity.times(price.unitPrice),
      priceVersionId: price?.id ?? null,
    }
  })
}

/** Where the pictures themselves or their area have the price, their tokens would count them twice. */
function pictures(lines: readonly UsageLine[], question: CostQuestion, priceOf: PriceOf): UsageLine[] | null {
  if (priceOf("output_image") !== null) return tokensOfPictures(lines, question)
  const [byThePiece, byTheArea] = [priceOf("image") !== null, priceOf("megapixel") !== null]
  if (!byThePiece && !byTheArea) return tokensOfPictures(lines, question)
  const { imagesReturned, megapixels } = question
  if (imagesReturned === null || (byThePiece && byTheArea)) return null
  const others = lines.filter(({ meter }) => meter !== "output_image")
  if (imagesReturned === 0) return others
  if (byThePiece) return [...others, piece("image", imagesReturned)]
  return megapixels === undefined ? null : [...others, { meter: "megapixel", quantity: decimal(megapixels) }]
}

/** A picture that no token stands for is billed in a way the price book does not know. */
function tokensOfPictures(
  lines: readonly UsageLine[],
  { route, outcome, imagesReturned }: CostQuestion,
): UsageLine[] | null {
  const returned = imagesReturned ?? (route === "images" && outcome === "succeeded" ? 1 : 0)
  return returned > 0 && !lines.some(({ meter }) => meter === "output_image") ? null : [...lines]
}

function total(lines: readonly PricedLine[] | null): Decimal | null {
  const amounts = lines?.map(({ amount }) => amount) ?? [null]
  return amounts.every((amount) => amount !== null) ? sum(amounts) : null
}
