import { type Decimal, roundToPicodollar, sum, ZERO } from "../../../shared/money.ts"
import { type PriceVersion, priceAt } from "./price-book.ts"
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

export type CostQuestion = Answer & { model: string; outcome: string; occurredAt: Date; usage: string | null }

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

/** OpenRouter's image guide: what failed before anything was made is not billed, and answers without usage. */
const isFree = ({ outcome, usage }: CostQuestion) => outcome === "failed-unbilled" && usage === null

function priceLines(reading: ReadUsage, question: CostQuestion, prices: readonly PriceVersion[]): PricedLine[] | null {
  const priceOf = (meter: Meter) => priceAt(prices, question.model, meter, question.occurredAt)
  const soldByThePicture = priceOf("image") !== null && priceOf("output_image") === null
  const cut = usageLines(reading, question)
  if (!cut.known) return null
  const lines = soldByThePicture ? countPictures(cut.lines, question) : countTokens(cut.lines, question)
  if (lines === null) return null
  const perRequest = priceOf("request")?.unitPrice.gt("0") ? [piece("request", 1)] : []
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

/** Where the pictures themselves have the price, their tokens would count them twice. */
function countPictures(lines: readonly UsageLine[], { imagesReturned }: CostQuestion): UsageLine[] | null {
  if (imagesReturned === null) return null
  const others = lines.filter(({ meter }) => meter !== "output_image")
  return imagesReturned === 0 ? others : [...others, piece("image", imagesReturned)]
}

/** A picture that no token stands for is billed in a way the price book does not know. */
function countTokens(
  lines: readonly UsageLine[],
  { route, outcome, imagesReturned }: CostQuestion,
): UsageLine[] | null {
  const pictures = imagesReturned ?? (route === "images" && outcome === "succeeded" ? 1 : 0)
  return pictures > 0 && !lines.some(({ meter }) => meter === "output_image") ? null : [...lines]
}

function total(lines: readonly PricedLine[] | null): Decimal | null {
  const amounts = lines?.map(({ amount }) => amount) ?? [null]
  return amounts.every((amount) => amount !== null) ? sum(amounts) : null
}
