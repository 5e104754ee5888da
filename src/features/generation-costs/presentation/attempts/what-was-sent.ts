import { type Html, html } from "../../../../shared/web/html.ts"
import { money, UNKNOWN } from "../../../../shared/web/money.ts"
import type { AttemptContext } from "../../infrastructure/ledger/attempt-context.ts"
import type { AttemptCost } from "../../infrastructure/ledger/cost-queries.ts"
import { correctionSentences } from "../corrections/corrections-sentences.ts"
import { millisecond, outcomeLabel, pageLabel } from "../labels.ts"
import { sentences } from "../sentences.ts"

const say = sentences.attempt

/** What the ledger was told of an attempt, and the provider's usage as it came. */
export const whatWasSent = (
  a: AttemptCost,
  { held }: AttemptContext,
): Html => html`<section class="sect" aria-labelledby="sent">
  <div class="sect__head"><h2 id="sent">${say.sent}</h2></div>
  <dl class="spec">
    <dt>${say.askedFor}</dt><dd><code>${a.requestedModel}</code></dd>
    <dt>${say.servedBy}</dt><dd>${served(a)}</dd>
    <dt>${say.sentAt}</dt><dd><time datetime="${a.occurredAt}">${millisecond(new Date(a.occurredAt))}</time></dd>
    <dt>${say.outcome}</dt><dd>${outcomeLabel(a.outcome)}</dd>
    <dt>${say.purpose}</dt><dd>${say.purposeAndRoute(a.purpose, a.route)}</dd>
    <dt>${say.pages}</dt><dd>${a.pages.length === 0 ? say.noPages : a.pages.map(pageLabel).join(", ")}</dd>
    <dt>${say.countedAs}</dt><dd>${a.amount === null ? UNKNOWN : html`${money(a.amount)}${sentences.marked("", a.simulated)}`}</dd>
    ${held === null ? "" : html`<dt>${say.stillHeld}</dt><dd>${money(held)}</dd>`}
    <dt>${say.corrections}</dt><dd>${a.adjustments.length === 0 ? say.noCorrections : html`<a href="#corrections">${correctionSentences.history.changed(a.adjustments.length)}</a>`}</dd>
    <dt>${say.generation}</dt><dd><code>${a.generationId}</code></dd>
    <dt>${say.attempt}</dt><dd><code>${a.attemptId}</code></dd>
  </dl>
  ${a.usage === null ? html`<p class="note">${say.noUsage}</p>` : rawUsage(a.usage)}</section>`

const served = ({ model, provider }: AttemptCost): Html => {
  if (model === null) return UNKNOWN
  const name = html`<code>${model}</code>`
  return provider === null ? name : say.at(name, provider)
}

const rawUsage = (usage: unknown) => html`<details><summary>${say.rawUsage}</summary>
  <pre class="raw" tabindex="0" role="region" aria-label="${say.rawUsage}">${JSON.stringify(usage, null, 2)}</pre></details>`
