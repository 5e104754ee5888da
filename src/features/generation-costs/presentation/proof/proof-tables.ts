import { decimal, toText } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { status } from "../../../../shared/web/marks.ts"
import { moneyColumn } from "../../../../shared/web/money.ts"
import type { Difference, Proved } from "../../infrastructure/sums/check-ledger.ts"
import { proofSentences } from "./proof-sentences.ts"

const say = proofSentences

/** Whether a proof holds, by a mark and in words. */
export const verdict = (agrees: boolean): Html =>
  agrees ? status("approved", say.agrees, false) : status("failed", say.disagrees, true)

/** One kind of money, counted every way, and by how much the ways differ at most. */
export function waysTable(money: Proved, caption: string): Html {
  const { ways, heads } = say
  const { ledger, rollups, provider, own } = money
  const difference = largestDifference(money)
  const amount = moneyColumn([ledger, rollups, provider.ledger, provider.raw, own.ledger, difference])
  const line = (label: string, value: string) =>
    html`<tr><th scope="row">${label}</th><td class="num">${amount(value)}</td></tr>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="tbl tbl--money">
    <caption class="vh">${caption}</caption>
    <thead><tr><th scope="col">${heads.way}</th><th scope="col" class="num">${heads.amount}</th></tr></thead>
    <tbody>${line(ways.ledger(money.attempts), ledger)}${line(ways.rollups, rollups)}
      ${line(ways.reported(provider.charges), provider.ledger)}${line(ways.raw, provider.raw)}
      ${line(ways.own(own.charges), own.ledger)}</tbody>
    <tfoot><tr><th scope="row">${ways.difference}</th><td class="num">${amount(difference)}</td></tr></tfoot>
  </table></div><p class="note">${say.left(money.unpriced, money.unresolved)}</p>`
}

/** Between the ways that must be equal. */
function largestDifference({ ledger, rollups, provider, own }: Proved): string {
  const pairs: [string, string][] = [
    [ledger, rollups],
    [provider.ledger, provider.raw],
    [ledger, toText(decimal(provider.ledger).plus(decimal(own.ledger)))],
  ]
  const differences = pairs.map(([a, b]) => decimal(a).minus(decimal(b)).abs())
  return toText(differences.reduce((most, one) => (one.gt(most) ? one : most)))
}

export const differencesList = (differences: readonly Difference[]): Html =>
  html`<ul class="plain">${differences.map(
    ({ what, count, first }) => html`<li>${say.wrong[what](count)}
      <details><summary>${say.first(first.length)}</summary><pre class="raw" tabindex="0" role="region"
        aria-label="${say.wrong[what](count)}">${first.join("\n")}</pre></details></li>`,
  )}</ul>`
