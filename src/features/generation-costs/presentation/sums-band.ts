import { type Html, html } from "../../../shared/web/html.ts"
import { grouped, type MissingState, money, NOTHING, threeStates } from "../../../shared/web/money.ts"
import { percent, type Sums } from "../infrastructure/sums.ts"
import type { Quantities } from "../infrastructure/usage-line-queries.ts"
import { counted } from "./labels.ts"

export type Band = {
  label: string
  sums: Sums
  quantities: Quantities
  hrefOf: (state: MissingState | "wasted") => string
}

/** The sum to its last digit, with what it does not contain, and the figures that give it meaning. */
export const sumsBand = ({ label, sums, quantities, hrefOf }: Band): Html => html`
  <section class="total" aria-label="Total"><div>
    <p class="muted">${label}${sums.total.simulated ? ", simulated" : ""}</p>
    <p class="sum">${money(sums.total.amount)}</p>
    ${threeStates(sums.total, hrefOf)}
  </div></section>
  <dl class="facts">
    ${fact("Per kept page", sums.costPerKeptPage ? money(sums.costPerKeptPage) : NOTHING, keptWords(sums))}
    ${fact("Waste", money(sums.waste), wasteWords(sums, hrefOf("wasted")))}
    ${fact("Attempts", grouped(String(sums.attempts)), attemptWords(sums))}
    ${fact("Tokens", grouped(quantities.tokens), toldWords(quantities))}
    ${fact("Images", grouped(String(quantities.images)), "returned by the models")}
  </dl>`

const fact = (label: string, figure: string | Html, words: string | Html) =>
  html`<div><dt>${label}</dt><dd>${figure}</dd><dd>${words}</dd></div>`

const keptWords = ({ keptPages }: Sums) =>
  keptPages === 0 ? "no page is kept yet" : `${counted(keptPages, "page", "pages")} kept, covers included`

const wasteWords = ({ waste, wastedAttempts, total }: Sums, href: string) => {
  if (wastedAttempts === 0) return "every charge gave a kept image or waits for its page"
  const part = percent(waste, total.amount)
  const attempts = `${counted(wastedAttempts, "attempt", "attempts")} without a kept image`
  return html`${part ? `${part}, ` : ""}<a href="${href}">${attempts}</a>`
}

const attemptWords = ({ attempts, generations, total }: Sums) => {
  const priced = attempts - total.unpricedCount - total.unresolvedCount
  const rest = [
    ...(total.unpricedCount > 0 ? [`${grouped(String(total.unpricedCount))} unpriced`] : []),
    ...(total.unresolvedCount > 0 ? [`${grouped(String(total.unresolvedCount))} unresolved`] : []),
  ]
  return `${[`${grouped(String(priced))} priced`, ...rest].join(", ")}, for ${counted(generations, "image", "images")} asked for`
}

const toldWords = ({ told, charges }: Quantities) =>
  told === charges ? "read and written" : `told by ${grouped(String(told))} of ${counted(charges, "charge", "charges")}`
