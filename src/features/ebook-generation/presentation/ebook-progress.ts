import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink } from "../../../shared/web/links.ts"
import { mark } from "../../../shared/web/marks.ts"
import { money, threeStates } from "../../../shared/web/money.ts"
import { strip } from "../../../shared/web/strip.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import { aboutText, rangeText } from "./estimates.ts"
import { legend, stateOf } from "./sheets.ts"
import { timeLeftText } from "./time-left.ts"
import { capitalised, pageName, statusOf } from "./words.ts"

/** How far the book is, what it has cost, and why it stands still. */
export const progressAndCost = (
  book: EbookView,
  secondsLeft: number | null,
): Html => html`<section class="job__live" aria-label="Progress and cost">
<div role="status"><h2>${progressSentence(book, secondsLeft)}</h2>${strip(book.pages.map(stateOf))}${legend(book.pages)}</div>
<div class="job__cost"><p class="muted">Cost so far${book.simulated ? ", simulated" : ""}</p><p class="sum">${money(book.cost.amount)}</p>
${threeStates(book.cost, () => bookCostsLink(book.id))}<p class="note">${estimateText(book)} <a href="${bookCostsLink(book.id)}">All of it, line by line</a></p></div>
</section>${troubles(book)}`

/** "16 of 26 drawn, about 2 minutes left" */
function progressSentence({ status, progress }: EbookView, secondsLeft: number | null): string {
  const { done, total, failed } = progress
  const drawn = `${done} of ${total} drawn`
  switch (status) {
    case "requested":
      return `${drawn}, waiting for its turn`
    case "generating":
      return secondsLeft === null ? drawn : `${drawn}, ${timeLeftText(secondsLeft)}`
    case "failed":
      return `${drawn}, ${failed} could not be`
    case "draft":
      return `All ${total} drawn`
    default:
      return `${drawn}, ${status}`
  }
}

const estimateText = ({ estimate, simulated }: EbookView) =>
  estimate
    ? `Estimated about ${aboutText(estimate)} (${rangeText(estimate)})${simulated ? ", simulated" : ""}.`
    : "No estimate: a model has no price."

/** What needs words: why the book stands still, and answers that are lost. */
function troubles(book: EbookView): Html {
  const { mark: shape, hot } = statusOf(book)
  const lost = book.pages.filter(({ unresolvedCount }) => unresolvedCount > 0)
  const sentences = [
    ...(book.reasonMessage ? [html`<li>${mark(shape, hot)}<span>${book.reasonMessage}</span></li>`] : []),
    ...(lost.length > 0
      ? [html`<li>${mark("unknown", true)}<span>${lostSentence(lost.map(pageName))}</span></li>`]
      : []),
  ]
  return sentences.length === 0 ? html`` : html`<ul class="why">${sentences}</ul>`
}

const lostSentence = (names: string[]) =>
  `${names.map((name, i) => (i === 0 ? capitalised(name) : uncapitalised(name))).join(", ")}: sent, but the answer was lost. What it cost is unknown until it is resolved; it is in no sum.`

const uncapitalised = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
