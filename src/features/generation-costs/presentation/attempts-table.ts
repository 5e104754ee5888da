import { decimal, sum, toText } from "../../../shared/money.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink } from "../../../shared/web/links.ts"
import { status } from "../../../shared/web/marks.ts"
import { moneyColumn } from "../../../shared/web/money.ts"
import type { AttemptRow } from "../infrastructure/attempt-rows.ts"
import { bookName } from "./books-table.ts"
import { minute, outcomeLabel, pagesInWords } from "./labels.ts"

export const attemptHref = (attemptId: string): string => `/dashboard/costs/attempts/${encodeURIComponent(attemptId)}`

/** What became of an attempt: whether a page keeps its picture matters more than whether one came. */
export function fate({ outcome, kept, wasted }: Pick<AttemptRow, "outcome" | "kept" | "wasted">): Html {
  if (outcome === null) return status("drawing", "Under way", false)
  if (outcome === "unknown") return status("unknown", "Answer lost", true)
  if (outcome !== "succeeded") return status("failed", outcomeLabel(outcome), false)
  if (kept) return status("drawn", "Kept", false)
  return wasted ? status("replaced", "Replaced", false) : status("drawn", "Succeeded", false)
}

/** Attempts of any book, one a line, and the sum of what is shown. */
export function attemptsTable(attempts: readonly AttemptRow[], amountHead: string): Html {
  const known = attempts.flatMap(({ amount }) => (amount === null ? [] : [decimal(amount)]))
  const total = toText(sum(known))
  const amount = moneyColumn([...attempts.map((attempt) => attempt.amount), total])
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of attempts"><table class="tbl tbl--money">
    <caption class="vh">Attempts, newest first</caption>
    <thead><tr><th scope="col">Attempt</th><th scope="col" class="hide-s">What became of it</th>
      <th scope="col" class="hide-s">Model</th><th scope="col">Sent, UTC</th><th scope="col" class="num">${amountHead}</th></tr></thead>
    <tbody>${attempts.map(
      (attempt) => html`<tr><th scope="row">${attemptName(attempt)}</th><td class="hide-s">${fate(attempt)}</td>
        <td class="hide-s">${attempt.model}</td><td class="when">${minute(attempt.occurredAt)}</td>
        <td class="num">${amount(attempt.amount)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">Sum of what is known</th><td class="hide-s"></td><td class="hide-s"></td><td></td>
      <td class="num">${amount(total)}</td></tr></tfoot>
  </table></div>`
}

/** A call under way has no page of its own yet, but its book has. */
function attemptName({ attemptId, ebookId, title, pages, outcome }: AttemptRow): Html {
  const where = pagesInWords(pages)
  const book = ebookId === null ? html`No book` : bookName(ebookId, title)
  const href = outcome === null && ebookId !== null ? bookCostsLink(ebookId) : attemptHref(attemptId)
  return html`<a href="${href}">${book}${where && html`, <span class="nowrap">${where}</span>`}</a><div class="note"><code>${attemptId}</code></div>`
}
