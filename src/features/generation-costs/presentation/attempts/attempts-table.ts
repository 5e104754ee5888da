import { decimal, sum, toText } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { bookCostsLink } from "../../../../shared/web/links.ts"
import { status } from "../../../../shared/web/marks.ts"
import { moneyColumn } from "../../../../shared/web/money.ts"
import type { AttemptRow } from "../../infrastructure/sums/attempt-rows.ts"
import { bookName } from "../crumbs.ts"
import { minuteIn, outcomeLabel } from "../labels.ts"
import { attemptLink } from "../links.ts"
import { sentences } from "../sentences.ts"

const say = sentences.list
const { heads } = say

/** What became of an attempt: whether a page keeps its picture matters more than whether one came. */
export function fate({ outcome, kept, wasteReason }: Pick<AttemptRow, "outcome" | "kept" | "wasteReason">): Html {
  const { fates } = sentences
  if (outcome === null) return status("drawing", fates.underWay, false)
  if (outcome === "unknown" && wasteReason) return status("replaced", fates.resolved, false)
  if (outcome === "unknown") return status("unknown", fates.lost, true)
  if (outcome !== "succeeded") return status("failed", outcomeLabel(outcome), false)
  if (kept) return status("drawn", fates.kept, false)
  return wasteReason ? status("replaced", fates.replaced, false) : status("drawn", fates.succeeded, false)
}

/** Attempts of any book, one a line, and the sum of what is shown. `held`: the amounts are what calls under way hold. */
export function attemptsTable(attempts: readonly AttemptRow[], held: boolean, timeZone: string): Html {
  const minute = minuteIn(timeZone)
  const known = attempts.flatMap(({ amount }) => (amount === null ? [] : [decimal(amount)]))
  const total = toText(sum(known))
  const amount = moneyColumn([...attempts.map((attempt) => attempt.amount), total])
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say.table}"><table class="tbl tbl--money tbl--stacked tbl--attempts">
    <caption class="vh">${say.caption}</caption>
    <thead><tr><th scope="col" class="own-line">${heads.attempt}</th><th scope="col">${heads.fate}</th>
      <th scope="col" class="hide-s">${heads.model}</th><th scope="col">${heads.sent(timeZone)}</th>
      <th scope="col" class="num">${held ? heads.held : heads.amount}</th></tr></thead>
    <tbody>${attempts.map(
      (attempt) => html`<tr><th scope="row">${attemptName(attempt)}</th><td>${fate(attempt)}</td>
        <td class="hide-s">${attempt.model}</td><td class="when">${minute(attempt.occurredAt)}</td>
        <td class="num">${amount(attempt.amount)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">${say.sum}</th><td class="hide-s"></td><td class="hide-s"></td><td class="hide-s"></td>
      <td class="num third">${amount(total)}</td></tr></tfoot>
  </table></div>`
}

/** A call under way has no page of its own yet, but its book has. */
function attemptName({ attemptId, ebookId, title, pages, outcome }: AttemptRow): Html {
  const where = sentences.pages(pages)
  const book = ebookId === null ? html`${say.noBook}` : bookName(ebookId, title)
  const href = outcome === null && ebookId !== null ? bookCostsLink(ebookId) : attemptLink(attemptId)
  return html`<a href="${href}">${book}${where && html`, <span class="nowrap">${where}</span>`}</a>
    <div class="note"><code>${attemptId}</code></div>`
}
