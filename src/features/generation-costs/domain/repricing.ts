import { type Decimal, roundToPicodollar, ZERO } from "../../../shared/money.ts"
import { type CostQuestion, calculateCost, type PricedLine } from "./cost-calculation.ts"
import type { PriceVersion } from "./prices/price-book.ts"

export type Repriced = { after: Decimal | null; lines: readonly PricedLine[] }

/**
 * What a charge comes to with the prices of its own time as the price book knows them now; null where that is what it
 * costs already. `known`: what it costs so far, US dollars. Only for charges whose cost nobody reported.
 */
export function reprice(
  question: CostQuestion,
  known: Decimal | null,
  prices: readonly PriceVersion[],
): Repriced | null {
  const { computed, lines } = calculateCost(question, prices)
  const after = computed && roundToPicodollar(computed)
  const isSame = known === null || after === null ? known === after : known.eq(after)
  return isSame ? null : { after, lines }
}

/** Sums over the charges that a repricing changes; `before` and `after` are of what is known of them. */
export type Tally = {
  count: number
  before: Decimal
  after: Decimal
  /** They had no price and get one; they had one and lose it. */
  newlyPriced: number
  newlyUnpriced: number
}

export const NOTHING_CHANGED: Tally = { count: 0, before: ZERO, after: ZERO, newlyPriced: 0, newlyUnpriced: 0 }

export function addToTally(tally: Tally, changes: readonly { before: Decimal | null; after: Decimal | null }[]): Tally {
  return changes.reduce<Tally>(
    (sums, { before, after }) => ({
      count: sums.count + 1,
      before: sums.before.plus(before ?? ZERO),
      after: sums.after.plus(after ?? ZERO),
      newlyPriced: sums.newlyPriced + (before === null ? 1 : 0),
      newlyUnpriced: sums.newlyUnpriced + (after === null ? 1 : 0),
    }),
    tally,
  )
}
