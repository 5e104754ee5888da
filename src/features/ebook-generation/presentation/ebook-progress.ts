import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink, bookEventsLink } from "../../../shared/web/links.ts"
import { money, threeStates } from "../../../shared/web/money.ts"
import { strip } from "../../../shared/web/strip.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import { sentences } from "../sentences/book-sentences.ts"
import { aboutText, rangeText } from "./estimates.ts"
import { legend, stateOf } from "./sheets.ts"
import { timeLeftText } from "./time-left.ts"

const say = sentences.progress
const sayCost = sentences.cost

/** How far the book is, and what it has cost. */
export const progressAndCost = (
  book: EbookView,
  secondsLeft: number | null,
): Html => html`<section class="job__live" aria-label="${say.label}">
<div><div role="status"><h2>${progressSentence(book, secondsLeft)}</h2></div>${strip(book.pages.map(stateOf))}${legend(book.pages)}</div>
<div class="job__cost"><p class="muted">${book.simulated ? sayCost.soFarSimulated : sayCost.soFar}</p><p class="sum">${money(book.cost.amount)}</p>
${threeStates(book.cost, () => bookCostsLink(book.id))}<p class="note">${estimateText(book)} <a href="${bookCostsLink(book.id)}">${sayCost.lineByLine}</a> · <a href="${bookEventsLink(book.id)}">${sayCost.everyStep}</a></p></div>
</section>`

/** "16 of 26 drawn, about 2 minutes left" */
function progressSentence({ status, progress }: EbookView, secondsLeft: number | null): string {
  const { done, total, failed } = progress
  const drawn = say.drawn(done, total)
  switch (status) {
    case "requested":
      return say.inTurn(drawn)
    case "generating":
      return secondsLeft === null ? drawn : say.going(drawn, timeLeftText(secondsLeft))
    case "failed":
      return say.failed(drawn, failed)
    case "draft":
      return say.allDrawn(total)
    default:
      return say.stands(drawn, status)
  }
}

function estimateText({ estimate, simulated }: EbookView): string {
  if (!estimate) return sayCost.noEstimate
  const words = simulated ? sayCost.estimatedSimulated : sayCost.estimated
  return words(aboutText(estimate), rangeText(estimate))
}
