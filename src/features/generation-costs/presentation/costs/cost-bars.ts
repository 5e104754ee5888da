import { type Decimal, decimal, toText } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { percent } from "../../infrastructure/sums/sums.ts"

export type Spent = { amount: string; waste: string }

/** Waste is hatched, so that a bar can be read in one colour. Once on a page. */
export const HATCH: Html = html`<svg class="vh" aria-hidden="true" focusable="false"><defs>
  <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M1 0v5"/></pattern>
</defs></svg>`

/** Draws one as a part of the dearest: solid what was kept, hatched what was wasted. The figures stand beside it. */
export function costBars(all: readonly Spent[]): (spent: Spent) => Html {
  const dearest = all.reduce((most, { amount }) => (decimal(amount).gt(most) ? amount : most), "0")
  const partOf = (amount: Decimal) => (amount.gt("0") ? percent(toText(amount), dearest) : null) ?? "0"
  return ({ amount, waste }) => {
    const kept = partOf(decimal(amount).minus(waste))
    return html`<svg class="bar" width="100%" height="9" aria-hidden="true"><rect class="bar__kept" width="${kept}" height="9"/><rect
      class="bar__waste" x="${kept}" width="${partOf(decimal(waste))}" height="9"/></svg>`
  }
}
