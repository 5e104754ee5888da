import { type Decimal, decimal } from "../../../../shared/money.ts"
import {
  aboutAttempt,
  billingPeriodOf,
  type ExportedAttempt,
  type ExportedCorrection,
  type ExportedLine,
  modelOf,
  monthOf,
} from "./focus-attempt.ts"
import type { FocusRow } from "./focus-columns.ts"
import { focusSentences as say } from "./focus-sentences.ts"
import { sharesOf } from "./focus-shares.ts"

/** The rows of one attempt. Their effective costs sum to what it costs now, which is what every other sum counts. */
export const focusRowsOf = (attempt: ExportedAttempt): FocusRow[] => [
  ...chargeRows(attempt),
  ...attempt.corrections.map((correction) => correctionRow(attempt, correction)),
]

function chargeRows(attempt: ExportedAttempt): FocusRow[] {
  const { amount, lines } = attempt
  const weights = lines.map((line) => line.amount).filter((weight) => weight !== null)
  if (amount === null || lines.length === 0 || weights.length < lines.length) return [wholeRow(attempt)]
  const shares = sharesOf(amount, weights)
  return lines.map((line, nth) => lineRow(attempt, line, shares[nth] ?? null))
}

/** What usage lines do not explain stands on one row; without a price, its list cost is by the standard what it cost. */
const wholeRow = (attempt: ExportedAttempt): FocusRow => ({
  ...aboutAttempt(attempt),
  ...costs(attempt.amount, attempt.amount),
  ChargeDescription: say.request(modelOf(attempt)),
})

function lineRow(attempt: ExportedAttempt, line: ExportedLine, share: Decimal | null): FocusRow {
  const { meter, quantity, unitPrice, priceVersionId } = line
  const [sku, unit] = [`${modelOf(attempt)}/${meter}`, say.unit(line.unit)]
  return {
    ...aboutAttempt(attempt),
    ...costs(share, unitPrice ? unitPrice.times(quantity) : share),
    ChargeDescription: say.line(meter, modelOf(attempt)),
    ConsumedQuantity: quantity,
    ConsumedUnit: unit,
    ContractedUnitPrice: unitPrice,
    ListUnitPrice: unitPrice,
    PricingCategory: unitPrice && "Standard",
    PricingQuantity: quantity,
    PricingUnit: unit,
    SkuId: sku,
    SkuMeter: meter,
    SkuPriceId: sku,
    x_PriceVersionId: priceVersionId === null ? null : decimal(String(priceVersionId)),
  }
}

/** A month that is over takes no more charges: what corrects one of it belongs to the month in which that was recorded. */
function correctionRow(attempt: ExportedAttempt, correction: ExportedCorrection): FocusRow {
  const { amount, recordedAt } = correction
  const wasClosed = monthOf(recordedAt) > monthOf(attempt.occurredAt)
  return {
    ...aboutAttempt(attempt),
    ...costs(amount, amount),
    ...(wasClosed ? { ...billingPeriodOf(recordedAt), ChargeClass: "Correction" } : {}),
    ChargeCategory: "Adjustment",
    ChargeDescription: say.correction(correction),
    ChargeFrequency: "One-Time",
    x_CostSource: "local",
  }
}

/** Every call is paid as it is used, so what is billed is what it cost; nothing is negotiated, so the list price holds. */
const costs = (effective: Decimal | null, list: Decimal | null): FocusRow => ({
  BilledCost: effective,
  ContractedCost: list,
  EffectiveCost: effective,
  ListCost: list,
})
