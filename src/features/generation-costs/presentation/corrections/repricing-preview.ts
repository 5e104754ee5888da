import { toText } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { money, moneyColumn, moneyText } from "../../../../shared/web/money.ts"
import { changeOf } from "../../infrastructure/corrections/adjustments.ts"
import type { RepricingFound } from "../../infrastructure/corrections/repricing.ts"
import { figureSize } from "../figures.ts"
import { minute } from "../labels.ts"
import { attemptLink } from "../links.ts"
import { correctionSentences } from "./corrections-sentences.ts"
import { REPRICING, type RepricingForm } from "./repricing-form.ts"

const say = correctionSentences.repricing

/** What would change, in a sum and charge by charge, and the button that does it. */
export function repricingPreview(found: RepricingFound, form: RepricingForm, moneyKind: string): Html {
  return html`<section class="sect" aria-labelledby="changes"><div class="sect__head"><h2 id="changes">${say.wouldChange}</h2>${
    found.count === 0 ? "" : html`<p>${say.otherwise(found.count)}</p>`
  }</div>
  ${found.count === 0 ? html`<p class="lead">${say.nothing}</p>` : html`${sums(found)}${apply(found.count, form, moneyKind)}${table(found)}`}</section>`
}

function sums({ before, after, newlyPriced, newlyUnpriced }: RepricingFound): Html {
  const term = (label: string, amount: string) =>
    html`<div><dt>${label}</dt><dd class="${figureSize(moneyText(amount))}">${money(amount)}</dd></div>`
  const sign = (text: string) => html`<div class="op" aria-hidden="true"><dt></dt><dd>${text}</dd></div>`
  return html`<dl class="three">${term(say.after, toText(after))}${sign("\u2212")}${term(say.before, toText(before))}
    ${sign("=")}${term(say.change, toText(changeOf({ before, after })))}</dl>
    ${newlyPriced > 0 ? html`<p>${say.priced(newlyPriced)}</p>` : ""}${newlyUnpriced > 0 ? html`<p>${say.unpriced(newlyUnpriced)}</p>` : ""}`
}

const apply = (count: number, { from, to, model }: RepricingForm, moneyKind: string): Html =>
  html`<form class="repricing__apply" method="post" action="${REPRICING}/apply">${Object.entries({
    ...{ from, to, model },
    money: moneyKind,
  }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <button class="btn">${say.apply(count)}</button><p class="note">${say.undoable}</p></form>`

function table(found: RepricingFound): Html {
  const { heads } = say
  const rows = found.newest.map((row) => ({
    ...row,
    was: row.before && toText(row.before),
    becomes: row.after && toText(row.after),
    change: toText(changeOf(row)),
  }))
  const [before, after, change] = [toText(found.before), toText(found.after), toText(changeOf(found))]
  const [inBefore, inAfter] = [
    column(
      rows.map((row) => row.was),
      before,
    ),
    column(
      rows.map((row) => row.becomes),
      after,
    ),
  ]
  const inChange = column(
    rows.map((row) => row.change),
    change,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say.table}"><table class="tbl tbl--money tbl--stacked tbl--repricing">
    <caption class="vh">${say.wouldChange}</caption>
    <thead><tr><th scope="col" class="own-line">${heads.attempt}</th><th scope="col" class="hide-s">${heads.sent}</th>
      <th scope="col" class="num">${heads.before}</th><th scope="col" class="num">${heads.after}</th><th scope="col" class="num">${heads.change}</th></tr></thead>
    <tbody>${rows.map(
      (
        row,
      ) => html`<tr><th scope="row"><a href="${attemptLink(row.attemptId)}"><code>${row.attemptId}</code></a><div class="note">${row.model}</div></th>
        <td class="when hide-s">${minute(row.occurredAt)}</td><td class="num">${inBefore(row.was)}</td><td class="num">${inAfter(row.becomes)}</td>
        <td class="num">${inChange(row.change)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row" class="own-line">${say.sum}</th><td class="hide-s"></td><td class="num">${inBefore(before)}</td>
      <td class="num">${inAfter(after)}</td><td class="num">${inChange(change)}</td></tr></tfoot></table></div>
  ${found.count > rows.length ? html`<p class="note">${say.newest(rows.length, found.count)}</p>` : ""}`
}

const column = (amounts: readonly (string | null)[], sum: string) => moneyColumn([...amounts, sum])
