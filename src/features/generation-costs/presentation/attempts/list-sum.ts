import { type Html, html } from "../../../../shared/web/html.ts"
import { money, moneyText, threeStates, threeStatesText } from "../../../../shared/web/money.ts"
import type { Counted } from "../../infrastructure/sums/count-attempts.ts"
import { figureSize } from "../figures.ts"
import type { Kind } from "../links.ts"
import { sentences } from "../sentences.ts"

/** How many a list has on all its pages, their sum, and what it does not contain; of what nobody knows there is no sum. */
export function listSum(
  show: Kind,
  { attempts, amount, unpriced, unresolved }: Counted,
  hrefOf: (show: Kind) => string,
): Html {
  const missing = { unpricedCount: unpriced, unresolvedCount: unresolved, heldCount: 0, heldAmount: "0" }
  const words = threeStatesText(missing)
  const isUnknown = show === "unpriced" || show === "unresolved"
  return html`<section class="total total--list" aria-label="${sentences.band.label}"><div>
    <p class="muted">${sentences.attempts(attempts)}</p>
    ${isUnknown ? "" : html`<p class="sum ${figureSize(moneyText(amount))}">${money(amount)}</p>`}
    ${show === "all" ? threeStates(missing, hrefOf) : !isUnknown && words !== "" ? html`<p class="state3">${words}</p>` : ""}
  </div></section>`
}
