import { type Html, html } from "../../../../shared/web/html.ts"
import type { Conflict } from "../../infrastructure/ledger/conflict-queries.ts"
import type { RecordedProof } from "../../infrastructure/sums/proofs.ts"
import { crumbs } from "../crumbs.ts"
import { minute } from "../labels.ts"
import { attemptLink, PROOF } from "../links.ts"
import { proofSentences } from "./proof-sentences.ts"
import { differencesList, verdict, waysTable } from "./proof-tables.ts"

const say = proofSentences

/** `notice`: what the last press of a button did. */
export type ProofShown = {
  proofs: readonly RecordedProof[]
  conflicts: { items: readonly Conflict[]; total: number }
  notice: string | null
  money: string
}

/** When the ledger was last proved, how, and what did not agree. */
export function proofPage({ proofs, conflicts, notice, money }: ProofShown): Html {
  const [last, ...earlier] = proofs
  return html`${crumbs(money, [])}
    <div class="head"><div><h1>${say.title}</h1><p>${say.lead}</p></div>
      <form method="post" action="${PROOF}"><button class="btn btn--line">${say.prove}</button></form></div>
    ${notice === null ? "" : html`<p class="lead" role="status">${notice}</p>`}
    ${last ? latest(last) : html`<p class="lead">${say.none}</p>`}
    ${conflictsSection(conflicts)}
    ${earlier.length > 0 ? earlierSection(earlier) : ""}`
}

function latest({ agrees, provedAt, tookMs, money, differences }: RecordedProof): Html {
  const used = money.filter(({ attempts, simulated }) => attempts > 0 || !simulated)
  return html`<p class="lead">${verdict(agrees)}</p><p class="note">${say.proved(minute(provedAt), say.took(tookMs))}</p>
    ${differences.length > 0 ? wrong(differences) : ""}
    ${used.map((one) => {
      const kind = one.simulated ? say.kinds.simulated : say.kinds.real
      const id = one.simulated ? "simulated" : "real"
      return html`<section class="sect" aria-labelledby="${id}"><div class="sect__head"><h2 id="${id}">${kind}</h2></div>
        ${waysTable(one, say.table(kind))}</section>`
    })}`
}

const wrong = (differences: RecordedProof["differences"]): Html => html`
  <section class="sect" aria-labelledby="wrong"><div class="sect__head"><h2 id="wrong">${say.differences}</h2></div>
    ${differencesList(differences)}
    <form method="post" action="${PROOF}/rebuild"><button class="btn">${say.rebuild}</button>
      <p class="hint">${say.rebuildHint}</p></form></section>`

function conflictsSection({ items, total }: ProofShown["conflicts"]): Html {
  const { conflictHeads: heads } = say
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${say.conflictsTable}"><table class="tbl">
    <caption class="vh">${say.conflictsTable}</caption>
    <thead><tr><th scope="col">${heads.attempt}</th><th scope="col">${heads.told}</th><th scope="col">${heads.report}</th></tr></thead>
    <tbody>${items.map(
      ({ attemptId, at, received }) => html`<tr>
        <th scope="row"><a href="${attemptLink(attemptId)}"><code>${attemptId}</code></a></th>
        <td class="when">${minute(at)}</td>
        <td><details><summary>${heads.report}</summary><pre class="raw" tabindex="0" role="region"
          aria-label="${heads.report}">${received}</pre></details></td></tr>`,
    )}</tbody></table></div>
    ${items.length < total ? html`<p class="note">${say.newestConflicts(items.length, total)}</p>` : ""}`
  return html`<section class="sect" aria-labelledby="conflicts">
    <div class="sect__head"><h2 id="conflicts">${say.conflicts}</h2><p>${say.conflictsLead}</p></div>
    ${total === 0 ? html`<p>${say.noConflicts}</p>` : table}</section>`
}

function earlierSection(proofs: readonly RecordedProof[]): Html {
  const { earlierHeads: heads } = say
  return html`<section class="sect" aria-labelledby="earlier"><div class="sect__head"><h2 id="earlier">${say.earlier}</h2></div>
    <div class="scroll" tabindex="0" role="region" aria-label="${say.earlierTable}"><table class="tbl">
      <caption class="vh">${say.earlierTable}</caption>
      <thead><tr><th scope="col">${heads.at}</th><th scope="col">${heads.result}</th><th scope="col" class="num">${heads.took}</th></tr></thead>
      <tbody>${proofs.map(
        ({ provedAt, agrees, tookMs }) => html`<tr><th scope="row" class="when">${minute(provedAt)}</th>
          <td>${verdict(agrees)}</td><td class="num">${say.took(tookMs)}</td></tr>`,
      )}</tbody></table></div></section>`
}
