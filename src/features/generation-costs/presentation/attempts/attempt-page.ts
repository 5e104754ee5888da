import type { Ctx } from "../../../../shared/web/context.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { pageLink, pictureLink } from "../../../../shared/web/links.ts"
import { money, moneyText, UNKNOWN } from "../../../../shared/web/money.ts"
import type { AttemptContext } from "../../infrastructure/ledger/attempt-context.ts"
import type { AttemptCost } from "../../infrastructure/ledger/cost-queries.ts"
import { crumbs, toBook } from "../crumbs.ts"
import { figureSize } from "../figures.ts"
import { outcomeLabel, pageLabel } from "../labels.ts"
import { attemptLink, attemptsLink } from "../links.ts"
import { moneyQuery, simulatedBand } from "../money-shown.ts"
import { sentences } from "../sentences.ts"
import { correctionsOf, type Resolving } from "./attempt-corrections.ts"
import { linesTable } from "./usage-lines-table.ts"
import { whatWasSent } from "./what-was-sent.ts"

const say = sentences.attempt

/** Which attempt at its page it was is told only where it drew one page. */
export const attemptTitle = ({ pages }: AttemptCost, { ordinal }: AttemptContext): string =>
  say.title(pages, pages.length === 1 && ordinal > 0 ? ordinal : null)

export function attemptPage(c: Ctx, attempt: AttemptCost, context: AttemptContext, resolving: Resolving): Html {
  const picture = pictureOf(attempt, context)
  const told = html`${isResolved(attempt) ? saidByHand(attempt) : comparison(attempt)}${correctionsOf(attempt, resolving)}${
    attempt.lines.length > 0 ? linesTable(attempt) : ""
  }${whatWasSent(attempt, context)}`
  return html`${simulatedBand(c, attempt.simulated)}
    ${crumbs(moneyQuery(attempt.simulated), wayHere(attempt, context))}
    <div class="head"><div><h1>${attemptTitle(attempt, context)}</h1><p>${isResolved(attempt) ? say.resolved : fateInWords(attempt, context)}</p></div></div>
    ${picture ? html`<div class="bought"><div>${told}</div>${picture}</div>` : told}`
}

const isResolved = ({ outcome, adjustments }: AttemptCost) => outcome === "unknown" && adjustments.length > 0

/** Its book; and its page, where the book can be looked at. */
function wayHere({ ebookId, pages, simulated }: AttemptCost, { title, deleted }: AttemptContext): Html[] {
  const shown = moneyQuery(simulated)
  if (ebookId === null)
    return [html`<a href="${attemptsLink(shown, null)("without-book")}">${sentences.all.withoutBook}</a>`]
  const [page] = pages
  const canBeSeen = title !== null && !deleted && page !== undefined && pages.length === 1
  const toPage = canBeSeen ? [html`<a href="${pageLink(ebookId, page)}">${pageLabel(page)}</a>`] : []
  return [toBook({ ebookId, title }, shown), ...toPage]
}

function fateInWords(
  { attemptId, outcome, pages, amount }: AttemptCost,
  { kept, wasteReason, held }: AttemptContext,
): Html {
  if (outcome === "unknown") return html`${say.lost}${held === null ? "" : ` ${say.staysHeld(moneyText(held))}`}`
  const unpriced = amount === null ? ` ${say.unpriced}` : ""
  if (outcome !== "succeeded") return html`${say.noImage(outcomeLabel(outcome))}${unpriced}`
  const others = kept.filter((page) => page.attemptId !== attemptId)
  if (wasteReason) return html`${say.wasted(others.map(toOther))}${unpriced}`
  const words = kept.length > others.length ? say.kept : pages.length === 0 ? say.noPage : say.notKept
  return html`${words}${unpriced}`
}

const toOther = ({ page, attemptId }: AttemptContext["kept"][number]) =>
  html`<a href="${attemptLink(attemptId)}">${say.anotherAt(page)}</a>`

/** Shown even where the variance is 0; the figure that counts says so, unless it is one that was said by hand. */
function comparison({ reported, computed, variance, source, simulated }: AttemptCost): Html {
  const term = (label: string, amount: string | null, counts: boolean) =>
    figure(sentences.marked(counts ? say.counts(label) : label, simulated), amount)
  const sign = (text: string) => html`<div class="op" aria-hidden="true"><dt></dt><dd>${text}</dd></div>`
  return html`<dl class="three">${term(say.reported, reported, source === "provider")}${sign("\u2212")}
    ${term(say.computed, computed, source === "local" && computed !== null)}${sign("=")}${term(say.variance, variance, false)}</dl>`
}

/** There is nothing to compare: a person said what it cost. */
const saidByHand = ({ amount, simulated }: AttemptCost): Html =>
  html`<dl class="three">${figure(sentences.marked(say.counts(say.byHand), simulated), amount)}</dl>`

const figure = (label: string, amount: string | null): Html => html`<div><dt>${label}</dt>
  <dd class="${figureSize(amount === null ? "" : moneyText(amount))}">${amount === null ? UNKNOWN : money(amount)}</dd></div>`

/** What the money bought, while a page keeps it and the book can be looked at. */
function pictureOf({ ebookId, attemptId }: AttemptCost, { kept, deleted }: AttemptContext): Html | null {
  const mine = kept.find((page) => page.attemptId === attemptId && page.imageKey !== null)
  if (ebookId === null || deleted || !mine) return null
  const src = pictureLink(ebookId, { number: mine.page, imageKey: mine.imageKey }, "thumb")
  return html`<a class="crop" href="${pageLink(ebookId, mine.page)}"><span class="sheet sheet--whole"><img src="${src}"
    alt="${say.picture(mine.page)}" width="480" height="621"></span></a>`
}
