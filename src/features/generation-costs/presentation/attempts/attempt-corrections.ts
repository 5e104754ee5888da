import { alertOf, errorOf, field, type Problem } from "../../../../shared/web/fields.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { moneyColumn } from "../../../../shared/web/money.ts"
import type { Adjustment } from "../../infrastructure/ledger/adjustment-queries.ts"
import type { AttemptCost } from "../../infrastructure/ledger/cost-queries.ts"
import type { ResolutionForm } from "../corrections/check-resolution.ts"
import { correctionSentences } from "../corrections/corrections-sentences.ts"
import { minute } from "../labels.ts"
import { attemptLink } from "../links.ts"

const say = correctionSentences

/** The form to say what became of an attempt, as it was typed. */
export type Resolving = { form: ResolutionForm; problems: readonly Problem[] }

/** While the answer is lost the form to say what became of it, and what was corrected so far. */
export function correctionsOf(attempt: AttemptCost, resolving: Resolving): Html {
  const { outcome, adjustments } = attempt
  const isLost = outcome === "unknown"
  return html`${isLost ? resolveSection(attempt, resolving) : ""}${adjustments.length > 0 ? historyTable(adjustments, isLost) : ""}`
}

function resolveSection(attempt: AttemptCost, { form, problems }: Resolving): Html {
  const body = resolveForm(attempt, form, problems)
  const isOpen = problems.length > 0 ? html`open=""` : ""
  return html`<section class="sect" aria-labelledby="resolve"><div class="sect__head"><h2 id="resolve">${say.resolve.title}</h2></div>
    ${attempt.adjustments.length === 0 ? body : html`<details ${isOpen}><summary>${say.resolve.again}</summary>${body}</details>`}</section>`
}

function resolveForm(attempt: AttemptCost, form: ResolutionForm, problems: readonly Problem[]): Html {
  const { realLead, simulatedLead, late, problemsHead, press } = say.resolve
  const sent = realLead(html`<code>${attempt.requestedModel}</code>`, `${minute(new Date(attempt.occurredAt))} UTC`)
  return html`<p>${attempt.simulated ? simulatedLead : sent} ${late}</p>
    ${problems.length > 0 ? alertOf(problems, problemsHead(problems.length)) : ""}
    <form class="resolve" method="post" action="${attemptLink(attempt.attemptId)}/resolve" novalidate>
    ${became(form.became, problems)}
    ${field({ name: "amount", label: say.resolve.amount, type: "text", value: form.amount, hint: say.resolve.amountHint, autocomplete: "off" }, problems)}
    ${field({ name: "reason", label: say.resolve.reason, type: "text", value: form.reason, hint: say.resolve.reasonHint, autocomplete: "off" }, problems)}
    <p><button class="btn">${press}</button></p></form>`
}

const became = (chosen: string, problems: readonly Problem[]): Html =>
  html`<div class="field" id="became" tabindex="-1"><span class="label" id="became-l">${say.resolve.became}</span>
    <div class="seg" role="radiogroup" aria-labelledby="became-l">${Object.entries(say.resolve.choices).map(
      ([value, text]) =>
        html`<input type="radio" name="became" id="became-${value}" value="${value}" ${value === chosen ? "checked" : ""}><label for="became-${value}">${text}</label>`,
    )}</div>${errorOf("became", problems) ?? ""}</div>`

/** Oldest first, each from what it changes to what the attempt costs from then on. */
function historyTable(history: readonly Adjustment[], isLost: boolean): Html {
  const { title, note, noteOfLost, table, heads, kinds, superseded } = say.history
  const change = moneyColumn(history.map(({ amount }) => amount))
  const after = moneyColumn(history.map(({ amountAfter }) => amountAfter))
  const counts = ({ kind }: Adjustment) => isLost || kind !== "resolution"
  return html`<section class="sect" aria-labelledby="corrections">
    <div class="sect__head"><h2 id="corrections">${title}</h2><p>${isLost ? noteOfLost : note}</p></div>
    <div class="scroll" tabindex="0" role="region" aria-label="${table}"><table class="tbl tbl--money tbl--stacked tbl--corrections">
      <caption class="vh">${title}</caption>
      <thead><tr><th scope="col" class="own-line">${heads.why}</th><th scope="col">${heads.who}</th>
        <th scope="col" class="num">${heads.change}</th><th scope="col" class="num">${heads.after}</th></tr></thead>
      <tbody>${history.map(
        (one) => html`<tr><th scope="row">${kinds[one.kind]}<div class="note">${one.reason}${
          counts(one) ? "" : html` ${superseded}`
        }</div></th><td>${one.author}<div class="note"><time datetime="${one.recordedAt}">${minute(new Date(one.recordedAt))}</time></div></td>
          <td class="num">${change(one.amount)}</td><td class="num">${after(one.amountAfter)}</td></tr>`,
      )}</tbody></table></div></section>`
}
