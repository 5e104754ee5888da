import { type Html, html } from "../../../../shared/web/html.ts"
import { moneyColumn } from "../../../../shared/web/money.ts"
import type { AttemptCost } from "../../infrastructure/ledger/cost-queries.ts"
import { meterLabel } from "../labels.ts"
import { sentences } from "../sentences.ts"

const say = sentences.attempt
const { heads } = say

/** quantity × unit price = amount, line by line, and their sum. */
export function linesTable({ lines, computed, source }: Pick<AttemptCost, "lines" | "computed" | "source">): Html {
  const price = moneyColumn(lines.map(({ unitPrice }) => unitPrice))
  const amount = moneyColumn([...lines.map((line) => line.amount), computed])
  return html`<section class="sect" aria-labelledby="lines">
    <div class="sect__head"><h2 id="lines">${say.lines}</h2><p>${say.disjoint}</p></div>
    <div class="scroll" tabindex="0" role="region" aria-label="${say.table}"><table class="tbl tbl--money tbl--stacked tbl--lines">
      <caption class="vh">${say.lines}</caption>
      <thead><tr><th scope="col" class="own-line">${heads.meter}</th><th scope="col" class="num">${heads.quantity}</th>
        <th scope="col" class="num">${heads.unitPrice}</th><th scope="col" class="num">${heads.amount}</th>
        <th scope="col" class="hide-s">${heads.priceVersion}</th></tr></thead>
      <tbody>${lines.map(
        ({ meter, quantity, unit, unitPrice, amount: of, priceVersionId }) => html`<tr>
          <th scope="row">${meterLabel(meter)}<div class="note"><code>${meter}</code></div></th>
          <td class="num">${say.quantity(quantity, unit)}</td><td class="num">${price(unitPrice)}</td>
          <td class="num">${amount(of)}</td>
          <td class="hide-s">${priceVersionId === null ? say.noPriceVersion : say.priceVersion(priceVersionId)}</td></tr>`,
      )}</tbody>
      <tfoot><tr><th scope="row">${say.sum}</th><td class="hide-s"></td><td class="hide-s"></td>
        <td class="num third">${amount(computed)}</td><td class="hide-s"></td></tr></tfoot>
    </table></div>
    ${source === "provider" ? html`<p class="note">${say.providerCounts}</p>` : ""}</section>`
}
