import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink } from "../../../shared/web/links.ts"
import { money, moneyText, UNKNOWN } from "../../../shared/web/money.ts"
import type { AttemptContext } from "../infrastructure/attempt-context.ts"
import type { AttemptCost } from "../infrastructure/cost-queries.ts"
import { attemptHref } from "./attempts-table.ts"
import { bookName } from "./books-table.ts"
import { millisecond, outcomeLabel, pageLabel, pagesInWords } from "./labels.ts"
import { simulatedBand } from "./money-shown.ts"
import { linesTable } from "./usage-lines-table.ts"

export const attemptTitle = ({ pages }: AttemptCost, { ordinal }: AttemptContext): string =>
  pages.length === 0
    ? "Attempt"
    : `Attempt ${pages.length === 1 && ordinal > 0 ? `${ordinal} ` : ""}at ${pagesInWords(pages)}`

export const attemptPage = (c: Ctx, attempt: AttemptCost, context: AttemptContext): Html => html`
  ${simulatedBand(c, attempt.simulated)}
  ${crumbs(attempt, context)}
  <div class="head"><div><h1>${attemptTitle(attempt, context)}</h1><p>${fateInWords(attempt, context)}</p></div></div>
  ${comparison(attempt)}
  ${attempt.lines.length > 0 ? linesTable(attempt) : ""}
  ${sent(attempt, context)}`

function crumbs({ ebookId, simulated }: AttemptCost, { title }: AttemptContext): Html {
  const money = `money=${simulated ? "simulated" : "real"}`
  const book =
    ebookId === null
      ? html`<a href="/dashboard/costs/attempts?show=without-book&${money}">Without a book</a>`
      : html`<a href="${bookCostsLink(ebookId)}">${bookName(ebookId, title)}</a>`
  return html`<nav class="crumb" aria-label="Where this is"><a href="/dashboard/costs?${money}">Costs</a> / ${book}</nav>`
}

function fateInWords({ attemptId, outcome, pages, amount }: AttemptCost, { kept, wasted, held }: AttemptContext): Html {
  const stays = held === null ? "" : ` ${moneyText(held)} stays held.`
  if (outcome === "unknown") return html`Sent, but the answer was lost: it may have been charged.${stays}`
  const unpriced = amount === null ? " No cost was reported and no price covers it, so it is in no sum." : ""
  if (outcome !== "succeeded") return html`${outcomeLabel(outcome)}: no image came of it.${unpriced}`
  const others = kept.filter((page) => page.attemptId !== attemptId)
  if (wasted) return html`Succeeded, then replaced${replacements(others)}: counted as waste.${unpriced}`
  const keeps = kept.length > others.length
  const words = keeps ? "its picture is kept" : pages.length === 0 ? "it drew no page" : "no page keeps its picture yet"
  return html`Succeeded; ${words}.${unpriced}`
}

const replacements = (others: AttemptContext["kept"]) =>
  others.map(
    ({ page, attemptId }, i) =>
      html`${i === 0 ? " by " : ", "}<a href="${attemptHref(attemptId)}">another attempt at ${pageLabel(page).toLowerCase()}</a>`,
  )

/** Shown even where the variance is 0; the figure that counts says so. */
function comparison({ reported, computed, variance, source, simulated }: AttemptCost): Html {
  const term = (label: string, amount: string | null, counts: boolean) =>
    html`<div><dt>${label}${counts ? ", counts" : ""}${simulated ? ", simulated" : ""}</dt>
      <dd>${amount === null ? UNKNOWN : money(amount)}</dd></div>`
  const sign = (text: string) => html`<div class="op" aria-hidden="true"><dt></dt><dd>${text}</dd></div>`
  return html`<dl class="three">${term("Reported by the provider", reported, source === "provider")}${sign("\u2212")}
    ${term("Computed from prices", computed, source === "local")}${sign("=")}${term("Variance", variance, false)}</dl>`
}

const sent = (a: AttemptCost, { held }: AttemptContext) => html`<section class="sect" aria-labelledby="sent">
  <div class="sect__head"><h2 id="sent">What was sent</h2></div>
  <dl class="spec">
    <dt>Asked for</dt><dd><code>${a.requestedModel}</code></dd>
    <dt>Served by</dt><dd>${served(a)}</dd>
    <dt>Sent</dt><dd><time datetime="${a.occurredAt}">${millisecond(new Date(a.occurredAt))}</time></dd>
    <dt>Outcome</dt><dd>${outcomeLabel(a.outcome)}</dd>
    <dt>Purpose</dt><dd>${a.purpose}, by the ${a.route} route</dd>
    <dt>Pages</dt><dd>${a.pages.length === 0 ? "none" : a.pages.map(pageLabel).join(", ")}</dd>
    <dt>Counted as</dt><dd>${a.amount === null ? UNKNOWN : money(a.amount)}${a.simulated ? ", simulated" : ""}</dd>
    ${held === null ? "" : html`<dt>Still held</dt><dd>${money(held)}</dd>`}
    <dt>Corrections</dt><dd>none</dd>
    <dt>Generation</dt><dd><code>${a.generationId}</code></dd>
    <dt>Attempt</dt><dd><code>${a.attemptId}</code></dd>
  </dl>
  ${
    a.usage === null
      ? html`<p class="note">The provider sent no usage.</p>`
      : html`<details><summary>Raw usage, digit for digit as it came</summary>
          <pre class="raw" tabindex="0">${JSON.stringify(a.usage, null, 2)}</pre></details>`
  }</section>`

const served = ({ model, provider }: AttemptCost) =>
  model === null ? UNKNOWN : html`<code>${model}</code>${provider === null ? "" : ` at ${provider}`}`
