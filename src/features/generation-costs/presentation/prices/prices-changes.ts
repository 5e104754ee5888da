import { type Html, html } from "../../../../shared/web/html.ts"
import { priceChanges } from "../../domain/prices/price-changes.ts"
import type { ListedVersion } from "../../infrastructure/prices/price-list.ts"
import { meterLabel, minute } from "../labels.ts"
import { priceHistoryLink } from "../links.ts"
import { changeWords, limits, originWords, perWords, priceColumn, readable } from "./price-words.ts"
import { priceSentences } from "./prices-sentences.ts"

const say = priceSentences.changes
const MOST = 50

/** The newest changes of the price book, before beside after. */
export function pricesChanged(book: readonly ListedVersion[]): Html {
  const all = priceChanges(book)
  const changes = all.slice(0, MOST).map(({ version, before }) => ({
    version,
    was: before && readable(before),
    becomes: readable(version),
    words: changeWords(before?.unitPrice ?? null, version.unitPrice),
  }))
  const amounts = priceColumn(changes.flatMap(({ was, becomes }) => [was, becomes]))
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${say.table}"><table class="tbl tbl--money tbl--stacked tbl--changes">
    <caption class="vh">${say.title}</caption>
    <thead><tr><th scope="col" class="own-line">${say.heads.what}</th><th scope="col" class="own-line">${say.heads.from}</th>
      <th scope="col" class="num">${say.heads.before}</th><th scope="col" class="num">${say.heads.after}</th><th scope="col">${say.heads.change}</th></tr></thead>
    <tbody>${changes.map(
      ({ version, was, becomes, words }) => html`<tr><th scope="row">${nameOf(version)}</th>
        <td class="when own-line">${minute(version.validFrom)}<div class="note">${originWords(version)}</div></td>
        <td class="num">${amounts(was)}</td><td class="num">${amounts(becomes)}</td><td>${words}</td></tr>`,
    )}</tbody></table></div>
    ${all.length > MOST ? html`<p class="note">${say.newest(MOST, all.length)}</p>` : ""}`
  return html`<section class="sect" aria-labelledby="changed"><div class="sect__head"><h2 id="changed">${say.title}</h2></div>
    ${all.length === 0 ? html`<p class="lead">${say.none}</p>` : table}</section>`
}

function nameOf(version: ListedVersion): Html {
  const { model, meter } = version
  const notes = [meterLabel(meter), perWords(meter), limits(version)].filter((words) => words !== "")
  return html`<a href="${priceHistoryLink(model, meter)}">${model}</a><div class="note">${notes.join(", ")}</div>`
}
