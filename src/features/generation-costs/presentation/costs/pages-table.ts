import { allocate, decimal, toText } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { moneyColumn, threeStatesText } from "../../../../shared/web/money.ts"
import type { AttemptRow } from "../../infrastructure/sums/attempt-rows.ts"
import type { PageCost } from "../../infrastructure/sums/ebook-costs.ts"
import { exact } from "../../infrastructure/sums/sums.ts"
import { fate } from "../attempts/attempts-table.ts"
import { minute, pageLabel } from "../labels.ts"
import { attemptLink } from "../links.ts"
import { sentences } from "../sentences.ts"

const say = sentences.book
const { heads } = say

type Column = (amount: string | null) => Html
type Part = { attempt: AttemptRow; amount: string | null }

/** Every page of a book with its attempts. `attempts` may be fewer than there are; the pages' sums are of all of them. */
export function pagesTable(pages: readonly PageCost[], attempts: readonly AttemptRow[], total: string): Html {
  const parts = Map.groupBy(attempts.toReversed().flatMap(partsOf), ({ page }) => page)
  const amounts = [...parts.values()].flat().map(({ amount }) => amount)
  const column = moneyColumn([...pages.map(({ amount }) => amount), ...amounts, total])
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say.table}"><table class="tbl tbl--money">
    <caption class="vh">${say.caption}</caption>
    <thead><tr><th scope="col">${heads.page}</th><th scope="col">${heads.fate}</th><th scope="col" class="hide-s">${heads.model}</th>
      <th scope="col" class="hide-s">${heads.sent}</th><th scope="col" class="num">${heads.amount}</th></tr></thead>
    ${pages.map((page) => html`<tbody>${pageRows(page, parts.get(page.page) ?? [], column)}</tbody>`)}
    <tfoot><tr><th scope="row">${say.sum}</th><td></td><td class="hide-s"></td><td class="hide-s"></td>
      <td class="num">${column(total)}</td></tr></tfoot>
  </table></div>`
}

/** An attempt at several pages stands under each with its exact share. */
function partsOf(attempt: AttemptRow): (Part & { page: number | null })[] {
  const { pages, amount } = attempt
  if (pages.length === 0) return [{ attempt, amount, page: null }]
  const shares = amount === null ? [] : allocate(decimal(amount), pages.length)
  return pages.map((page, i) => ({ attempt, page, amount: shares[i] ? toText(shares[i]) : null }))
}

/** A page of one attempt is one line; of several, a line of its own above theirs. */
function pageRows(page: PageCost, parts: readonly Part[], column: Column): Html {
  const label = page.page === null ? say.noPage : pageLabel(page.page)
  const [only] = parts
  if (only && parts.length === 1 && page.attemptCount === 1) return attemptRow(only, { label, sub: false, column })
  const missing = threeStatesText({ ...page, heldCount: 0, heldAmount: "0" })
  return html`<tr><th scope="row">${label}${missing && html` <span class="note">${missing}</span>`}</th>
    <td>${sentences.attempts(page.attemptCount)}</td><td class="hide-s"></td><td class="hide-s"></td>
    <td class="num">${column(exact(page.amount))}</td></tr>
    ${parts.map((part, i) => attemptRow(part, { label: say.attempt(i + 1 + page.attemptCount - parts.length), sub: true, column }))}`
}

type Line = { label: string; sub: boolean; column: Column }

const attemptRow = ({ attempt, amount }: Part, { label, sub, column }: Line): Html => html`
  <tr${sub ? html` class="sub"` : ""}><th scope="row"><a href="${attemptLink(attempt.attemptId)}">${label}</a></th>
    <td>${fate(attempt)}</td><td class="hide-s">${attempt.model}</td><td class="when hide-s">${minute(attempt.occurredAt)}</td>
    <td class="num">${column(amount)}</td></tr>`
