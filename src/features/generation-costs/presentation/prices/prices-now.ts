import { toText } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { keyOf } from "../../domain/prices/price-book.ts"
import { METERS } from "../../domain/usage-lines.ts"
import type { ListedVersion } from "../../infrastructure/prices/price-list.ts"
import { meterLabel } from "../labels.ts"
import { priceHistoryLink } from "../links.ts"
import { limits, originWords, perWords, priceColumn, readable, since } from "./price-words.ts"
import { priceSentences } from "./prices-sentences.ts"

const say = priceSentences.now

/** What every call costs that is made now, model by model. `offered`: the models that books are made with, which stand first. */
export function pricesNow(book: readonly ListedVersion[], offered: readonly string[]): Html {
  const byModel = Map.groupBy(
    book.filter(({ current }) => current),
    ({ model }) => model,
  )
  const own = new Set(book.filter(({ origin }) => origin === "operator").map(({ model }) => model))
  const known = [...byModel.keys()].toSorted()
  const first = [...offered.filter((model) => byModel.has(model)), ...known.filter((model) => own.has(model))]
  const shown = [...new Set(first)]
  const others = known.filter((model) => !shown.includes(model))
  const tables = (models: readonly string[]) => models.map((model) => modelTable(model, byModel.get(model) ?? []))
  return html`<section class="sect" aria-labelledby="now"><div class="sect__head"><h2 id="now">${say.title}</h2><p>${say.note}</p></div>
    ${tables(shown)}
    ${others.length === 0 ? "" : html`<details><summary>${say.others(others.length)}</summary>${tables(others)}</details>`}</section>`
}

function modelTable(model: string, prices: readonly ListedVersion[]): Html {
  const { heads } = say
  const inPrice = priceColumn(prices.map(readable))
  const inOne = priceColumn(prices.map(exact))
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say.table(model)}"><table class="tbl tbl--money tbl--stacked tbl--prices">
    <caption>${model}</caption>
    <thead><tr><th scope="col" class="own-line">${heads.what}</th><th scope="col" class="own-line">${heads.since}</th>
      <th scope="col" class="num">${heads.price}</th><th scope="col">${heads.per}</th><th scope="col" class="num hide-s">${heads.one}</th></tr></thead>
    <tbody>${prices.toSorted(inOrder).map(
      (price) => html`<tr><th scope="row">${nameOf(price)}</th>
        <td class="when own-line">${since(price.validFrom)}<div class="note">${originWords(price)}</div></td>
        <td class="num">${inPrice(readable(price))}</td><td>${perWords(price.meter)}</td>
        <td class="num hide-s">${inOne(exact(price))}</td></tr>`,
    )}</tbody></table></div>`
}

function nameOf(price: ListedVersion): Html {
  const [label, only] = [meterLabel(price.meter), limits(price)]
  const history = priceHistoryLink(price.model, price.meter)
  return html`<a href="${history}" aria-label="${say.history(`${label}, ${price.model}`)}">${label}</a>${only === "" ? "" : html`<div class="note">${only}</div>`}`
}

export const exact = ({ unitPrice }: ListedVersion): string | null => unitPrice && toText(unitPrice)

const inOrder = (a: ListedVersion, b: ListedVersion): number =>
  METERS.indexOf(a.meter) - METERS.indexOf(b.meter) ||
  Number(a.condition !== null) - Number(b.condition !== null) ||
  keyOf(a).localeCompare(keyOf(b))
