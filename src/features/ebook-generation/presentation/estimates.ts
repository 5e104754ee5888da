import { type Decimal, decimal, toText } from "../../../shared/money.ts"
import { grouped } from "../../../shared/web/money.ts"
import type { Estimate, EstimateBook } from "../domain/ports.ts"

/** An estimate is rounded, half-even, to cents; one that is smaller keeps as many digits as show that it is not nothing. */
export function rounded(amount: string, digits: number): string {
  const exact = decimal(amount)
  const shown = exact.round(digits)
  return shown.eq("0") && !exact.eq("0") ? rounded(amount, digits + 1) : grouped(shown.toFixed(digits))
}

/** "$0.97", to be read after "about". */
export const aboutText = ({ amount }: Estimate): string => `$${rounded(amount, 2)}`

/** "0.93–1.10" */
export const rangeText = ({ low, high }: Estimate): string => `${rounded(low, 2)}–${rounded(high, 2)}`

export type Models = { coverModel: string; pageModel: string }
export type Arithmetic = {
  total: Estimate
  pages: string
  cover: string
  /** One page; null where the pages do not cost the same. */
  perPage: string | null
}

/** What an estimate is made of; null where a model has no price. */
export async function arithmeticOf(
  estimate: EstimateBook,
  models: Models,
  pageCount: number,
): Promise<Arithmetic | null> {
  const [total, cover] = await Promise.all([estimate({ ...models, pageCount }), estimate({ ...models, pageCount: 0 })])
  if (!total || !cover) return null
  const pages = decimal(total.amount).minus(decimal(cover.amount))
  return { total, pages: toText(pages), cover: cover.amount, perPage: evenShare(pages, pageCount) }
}

function evenShare(amount: Decimal, parts: number): string | null {
  const share = amount.div(String(parts))
  return share.times(String(parts)).eq(amount) ? toText(share) : null
}

/** About what the missing pictures of a begun book cost; null where a model has no price. */
export async function estimateMissing(
  estimate: EstimateBook,
  models: Models,
  missing: { cover: boolean; pages: number },
): Promise<string | null> {
  const parts = await arithmeticOf(estimate, models, Math.max(1, missing.pages))
  if (!parts) return null
  const pages = decimal(missing.pages === 0 ? "0" : parts.pages)
  return toText(missing.cover ? pages.plus(decimal(parts.cover)) : pages)
}
