import { type Html, html } from "../../../../shared/web/html.ts"
import { grouped, type MissingState, money, moneyText, NOTHING, threeStates } from "../../../../shared/web/money.ts"
import { percent, type Quantities, roundedShare, type Sums } from "../../infrastructure/sums/sums.ts"
import { figureSize } from "../figures.ts"
import { sentences } from "../sentences.ts"

const say = sentences.band

export type Band = {
  label: string
  sums: Sums
  hrefOf: (state: MissingState | "wasted" | "all") => string
}

/** The sum to its last digit, with what it does not contain, and the figures that give it meaning. */
export const sumsBand = ({ label, sums, hrefOf }: Band): Html => html`
  <section class="total" aria-label="${say.label}"><div>
    <p class="muted">${sentences.marked(label, sums.total.simulated)}</p>
    <p class="sum ${figureSize(moneyText(sums.total.amount))}">${money(sums.total.amount)}</p>
    ${threeStates(sums.total, hrefOf)}
  </div></section>
  <dl class="facts">
    ${perKeptPage(sums)}
    ${fact(say.waste, amountOf(sums.waste), wasteWords(sums, hrefOf("wasted")))}
    ${fact(say.attempts, attemptsOf(sums, hrefOf("all")), attemptWords(sums))}
    ${fact(say.tokens, countOf(sums.quantities.tokens), toldWords(sums.quantities))}
    ${fact(say.images, countOf(sums.quantities.images), sums.quantities.charges === 0 ? say.noneCounted : say.returned)}
  </dl>`

type Figure = { written: string; shown: Html }

const amountOf = (amount: string): Figure => ({ written: moneyText(amount), shown: money(amount) })
const countOf = (count: number | string): Figure => {
  const written = grouped(String(count))
  return { written, shown: html`${written}` }
}

const fact = (label: string, { written, shown }: Figure, words: string | Html) =>
  html`<div><dt>${label}</dt><dd class="${figureSize(written)}">${shown}</dd><dd>${words}</dd></div>`

/** Rounded for reading; the words beside it say what it is rounded from. */
function perKeptPage({ keptPages, total }: Sums): Html {
  if (keptPages === 0) return fact(say.perKeptPage, { written: "", shown: NOTHING }, say.noneKept)
  return fact(say.perKeptPage, amountOf(roundedShare(total.amount, keptPages)), say.keptPages(keptPages))
}

function attemptsOf({ attempts }: Sums, href: string): Figure {
  const { written, shown } = countOf(attempts)
  return { written, shown: attempts === 0 ? shown : html`<a href="${href}">${shown}</a>` }
}

function wasteWords({ waste, wastedAttempts, total, quantities }: Sums, href: string): string | Html {
  if (wastedAttempts === 0) return quantities.charges === 0 ? say.nothingToWaste : say.noWaste
  const part = percent(waste, total.amount)
  return html`${part ? `${part}, ` : ""}<a href="${href}">${say.wasted(wastedAttempts)}</a>`
}

function attemptWords({ attempts, generations, total }: Sums): string {
  if (attempts === 0) return say.noneCounted
  const { unpricedCount, unresolvedCount } = total
  const priced = attempts - unpricedCount - unresolvedCount
  return `${say.attempted(priced, unpricedCount, unresolvedCount)}, ${say.askedFor(generations)}`
}

function toldWords({ told, charges }: Quantities): string {
  if (charges === 0) return say.noneCounted
  return told === charges ? say.readAndWritten : say.toldBy(told, charges)
}
