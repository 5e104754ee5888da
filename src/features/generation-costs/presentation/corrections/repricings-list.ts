import { decimal, toText } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { grouped, moneyColumn } from "../../../../shared/web/money.ts"
import type { AppliedRepricing } from "../../infrastructure/corrections/undo-repricing.ts"
import { minute } from "../labels.ts"
import { correctionSentences } from "./corrections-sentences.ts"
import { REPRICING } from "./repricing-form.ts"

const say = correctionSentences.repricing

/** What was repriced so far, the newest first, each with its way back. */
export function repricingsList(repricings: readonly AppliedRepricing[], moneyKind: string): Html {
  const { listHeads } = say
  const amounts = repricings.map(({ amount }) => toText(decimal(amount)))
  const change = moneyColumn(amounts)
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${say.listTable}"><table class="tbl tbl--money tbl--stacked tbl--repricings">
    <caption class="vh">${say.listTitle}</caption>
    <thead><tr><th scope="col" class="own-line">${listHeads.what}</th><th scope="col" class="num">${listHeads.charges}</th>
      <th scope="col" class="num">${listHeads.change}</th><th scope="col">${listHeads.state}</th></tr></thead>
    <tbody>${repricings.map(
      (
        one,
        i,
      ) => html`<tr><th scope="row">${name(one)}<div class="note">${say.by(one.author, minute(one.appliedAt))}</div></th>
        <td class="num">${grouped(String(one.charges))}</td><td class="num">${change(amounts[i] ?? null)}</td><td>${state(one, moneyKind)}</td></tr>`,
    )}</tbody></table></div>`
  return html`<section class="sect" aria-labelledby="repricings"><div class="sect__head"><h2 id="repricings">${say.listTitle}</h2></div>
    ${repricings.length === 0 ? html`<p class="lead">${say.listNone}</p>` : table}</section>`
}

const name = ({ id, from, to, model }: AppliedRepricing) => say.scope(id, minute(from), minute(to), model)

const state = ({ id, undoneAt, undoneBy }: AppliedRepricing, moneyKind: string): Html =>
  undoneAt === null
    ? html`<form method="post" action="${REPRICING}/undo"><input type="hidden" name="id" value="${String(id)}"><input type="hidden" name="money" value="${moneyKind}"><button class="textbtn" aria-label="${say.undoLabel(id)}">${say.undo}</button></form>`
    : html`<span class="note">${say.undoneBy(undoneBy ?? "", minute(undoneAt))}</span>`
