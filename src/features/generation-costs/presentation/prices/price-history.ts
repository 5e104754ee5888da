import { type Html, html } from "../../../../shared/web/html.ts"
import type { Meter } from "../../domain/usage-lines.ts"
import type { ListedVersion } from "../../infrastructure/prices/price-list.ts"
import type { Slice } from "../../infrastructure/sums/attempt-list.ts"
import { meterLabel, minute } from "../labels.ts"
import { ownPriceLink, PRICES, priceHistoryLink } from "../links.ts"
import { turnable } from "../page-turner.ts"
import { limits, originWords, perWords, priceColumn, readable, since } from "./price-words.ts"
import { exact } from "./prices-now.ts"
import { priceSentences } from "./prices-sentences.ts"

const say = priceSentences.history

/** Every version of a model's prices of one meter, a page of them. */
export function priceHistory(
  { model, meter }: { model: string; meter: Meter },
  { items, total }: { items: readonly ListedVersion[]; total: number },
  slice: Slice,
): Html {
  const label = meterLabel(meter)
  const turning = { slice, total, most: null, href: `${priceHistoryLink(model, meter)}&page=` }
  return html`<nav class="crumb" aria-label="${say.whereThisIs}"><a href="${PRICES}">${priceSentences.title}</a></nav>
    <div class="head"><div><h1>${label}</h1><p><code>${model}</code></p></div><p><a href="${ownPriceLink(model, meter)}">${priceSentences.enter}</a></p></div>
    ${total === 0 ? html`<p class="lead">${say.none}</p>` : html`<p>${say.note}</p>${turnable(turning, table(items))}`}`
}

function table(versions: readonly ListedVersion[]): Html {
  const { heads } = say
  const inPrice = priceColumn(versions.map(readable))
  const inOne = priceColumn(versions.map(exact))
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say.table}"><table class="tbl tbl--money tbl--stacked tbl--versions">
    <caption class="vh">${say.table}</caption>
    <thead><tr><th scope="col" class="own-line">${heads.from}</th><th scope="col">${heads.until}</th><th scope="col" class="num">${heads.price}</th>
      <th scope="col">${heads.per}</th><th scope="col" class="num hide-s">${heads.one}</th><th scope="col" class="own-line">${heads.source}</th></tr></thead>
    <tbody>${versions.map(
      (version) => html`<tr><th scope="row">${since(version.validFrom)}<div class="note">${noteOf(version)}</div></th>
        <td class="when">${untilOf(version)}</td><td class="num">${inPrice(readable(version))}</td><td>${perWords(version.meter)}</td>
        <td class="num hide-s">${inOne(exact(version))}</td><td class="own-line">${sourceOf(version)}</td></tr>`,
    )}</tbody></table></div>`
}

const noteOf = (version: ListedVersion): string =>
  [say.version(version.id), limits(version)].filter((words) => words !== "").join(", ")

const untilOf = ({ until, current }: ListedVersion): Html =>
  html`${until === null ? say.open : minute(until)}${current ? html`<div class="note"><strong>${say.now}</strong></div>` : ""}`

function sourceOf(version: ListedVersion): Html {
  const [isOwn, at] = [version.origin === "operator", minute(version.fetchedAt)]
  return html`${isOwn ? originWords(version) : version.source}<div class="note">${isOwn ? say.entered(at) : say.read(at)}</div>`
}
