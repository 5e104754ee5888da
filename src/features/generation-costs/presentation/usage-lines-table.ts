import { type Html, html } from "../../../shared/web/html.ts"
import { grouped, moneyColumn } from "../../../shared/web/money.ts"
import type { AttemptCost } from "../infrastructure/cost-queries.ts"
import { counted, meterLabel } from "./labels.ts"

/** quantity × unit price = amount, line by line, and their sum. */
export function linesTable({ lines, computed, source }: Pick<AttemptCost, "lines" | "computed" | "source">): Html {
  const price = moneyColumn(lines.map(({ unitPrice }) => unitPrice))
  const amount = moneyColumn([...lines.map((line) => line.amount), computed])
  return html`<section class="sect" aria-labelledby="lines">
    <div class="sect__head"><h2 id="lines">Usage lines</h2><p>Disjoint parts; together they are the whole call</p></div>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of usage lines"><table class="tbl tbl--money tbl--stacked">
      <caption class="vh">Usage lines</caption>
      <thead><tr><th scope="col" class="own-line">Meter</th><th scope="col" class="num">Quantity</th><th scope="col" class="num">× unit price</th>
        <th scope="col" class="num">= amount</th><th scope="col" class="hide-s">Price version</th></tr></thead>
      <tbody>${lines.map(
        ({ meter, quantity, unit, unitPrice, amount: of, priceVersionId }) => html`<tr>
          <th scope="row">${meterLabel(meter)}<div class="note"><code>${meter}</code></div></th>
          <td class="num">${quantityInWords(quantity, unit)}</td><td class="num">${price(unitPrice)}</td>
          <td class="num">${amount(of)}</td><td class="hide-s">${priceVersionId === null ? "none" : `no. ${priceVersionId}`}</td></tr>`,
      )}</tbody>
      <tfoot><tr><th scope="row">Computed</th><td class="hide-s"></td><td class="hide-s"></td><td class="num third">${amount(computed)}</td><td class="hide-s"></td></tr></tfoot>
    </table></div>
    ${source === "provider" ? html`<p class="note">The provider's figure counts; ours stands beside it.</p>` : ""}</section>`
}

const quantityInWords = (quantity: string, unit: string) =>
  unit === "" ? grouped(quantity) : counted(quantity, unit, unit.endsWith("s") ? unit : `${unit}s`)
