import { decimal, toText } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { moneyText } from "../../../../shared/web/money.ts"
import { roundedShare } from "../../infrastructure/sums/sums.ts"
import { breakdownSentences } from "./breakdown-sentences.ts"
import { type Bar, drawBars, PLOT } from "./chart-geometry.ts"
import { dayOf, shortMonth } from "./period-words.ts"

const say = breakdownSentences.time

/** Per cent of the width: half of what the words take on a phone. */
const EDGE = 8

/** One step of time. Amounts are US dollars, exact; `href` null: nothing was sent. */
export type ChartStep = { key: string; words: string; amount: string; waste: string; href: string | null }
export type Chart = { steps: readonly ChartStep[]; period: string; unit: "day" | "month"; today: string }

/** What each step of time cost, solid what was kept and hatched what was wasted; each bar leads to its attempts. */
export function timeChart({ steps, period, unit, today }: Chart): Html {
  const { bars, lines } = drawBars(
    steps.map(({ amount, waste }) => ({
      kept: Number(toText(decimal(amount).minus(decimal(waste)))),
      waste: Number(waste),
    })),
  )
  const peak = dearest(steps)
  const now = steps.findIndex(({ key }) => today.startsWith(key))
  const drawn = steps.flatMap((step, i) => (bars[i] ? [{ step, bar: bars[i], i }] : []))
  const labels = drawn.filter(({ step, i }) => i === now || isLabelled(step.key, steps.length))
  return html`<svg class="chart" role="group" aria-labelledby="chart-title chart-words">
    <title id="chart-title">${say[unit].chart(period)}</title>
    <desc id="chart-words">${say.highest(steps[peak]?.words ?? "", moneyText(steps[peak]?.amount ?? "0"))}</desc>
    <g aria-hidden="true">${lines.map(
      ({ value, y }) => html`<line class="gridline" x1="0" x2="100%" y1="${y}" y2="${y}"/><text
      class="scale" x="-8" y="${y + 4}">${moneyText(toText(decimal(String(value))))}</text>`,
    )}<text class="scale" x="-8" y="${PLOT.axis + 4}">0</text></g>
    ${drawn.map(({ step, bar }) => barOf(step, bar))}
    <g aria-hidden="true"><line class="axis" x1="0" x2="100%" y1="${PLOT.axis}" y2="${PLOT.axis}"/>
    ${drawn.filter(({ i }) => i === peak).map(({ step, bar }) => peakLabel(step, bar))}
    ${labels.map(({ step, bar, i }) => html`<text class="${classOf(step.key, steps.length, now < 0 ? null : i - now)}" x="${bar.middle}" y="${PLOT.labels}">${labelOf(step.key, steps)}</text>`)}
    ${drawn.filter(({ i }) => i === now).map(({ bar }) => edged("now", bar, PLOT.notes, say.today))}</g>
  </svg>`
}

function barOf({ words, amount, waste, href }: ChartStep, { slot, kept, waste: wasted }: Bar): Html {
  if (href === null) return html``
  const label = say.bar(words, moneyText(amount), waste === "0" ? null : moneyText(waste))
  return html`<a href="${href}" aria-label="${label}"><rect class="slot" x="${slot.x}" width="${slot.width}" y="${slot.y}"
    height="${slot.height}"/><rect class="bar__kept" x="${kept.x}" width="${kept.width}" y="${kept.y}" height="${kept.height}"/>${
      wasted.height === 0
        ? ""
        : html`<rect class="bar__waste" x="${wasted.x}" width="${wasted.width}" y="${wasted.y}" height="${wasted.height}"/>`
    }</a>`
}

const peakLabel = ({ amount }: ChartStep, bar: Bar): Html =>
  edged("peak", bar, bar.top - 7, moneyText(roundedShare(amount, 1)))

/** Words over or under a bar, kept within the chart where the bar stands at its edge. */
function edged(name: string, { middle }: Bar, y: number, words: string): Html {
  const at = Number.parseFloat(middle)
  const [edge, x] = at < EDGE ? [" first", "0"] : at > 100 - EDGE ? [" last", "100%"] : ["", middle]
  return html`<text class="${name}${edge}" x="${x}" y="${y}">${words}</text>`
}

const dearest = (steps: readonly ChartStep[]): number =>
  steps.reduce((best, { amount }, i) => (decimal(amount).gt(decimal(steps[best]?.amount ?? "0")) ? i : best), 0)

/** Beyond a month only every fifth day and the beginnings of months have room, beyond two years only Januaries. */
function isLabelled(key: string, steps: number): boolean {
  if (key.length > 7) return steps <= 31 || isRound(key)
  return steps <= 24 || key.endsWith("-01")
}

const isRound = (date: string) => dayOf(date) === 1 || (dayOf(date) % 5 === 0 && dayOf(date) < 30)

/** Minor labels drop out where the screen is narrow, and those that would touch today's. */
function classOf(key: string, steps: number, fromNow: number | null): string {
  if (fromNow === 0) return "now"
  const isTouching = fromNow !== null && Math.abs(fromNow) <= steps / 15
  return isMajor(key, steps) && !isTouching ? "label" : "label minor"
}

function isMajor(key: string, steps: number): boolean {
  if (key.length <= 7) return steps <= 6 || isQuarter(key)
  return steps <= 7 || (steps > 31 ? dayOf(key) === 1 : isRound(key))
}

const isQuarter = (month: string) => Number(month.slice(5)) % 3 === 1

/** The day, with its month where one begins; the month, with its year in January. */
function labelOf(key: string, steps: readonly ChartStep[]): string {
  const isFirst = steps[0]?.key === key
  if (key.length <= 7) return isFirst || key.endsWith("-01") ? `${shortMonth(key)} ${key.slice(0, 4)}` : shortMonth(key)
  const months = steps.at(-1)?.key.slice(0, 7) !== steps[0]?.key.slice(0, 7)
  return months && (isFirst || dayOf(key) === 1) ? `${dayOf(key)} ${shortMonth(key)}` : String(dayOf(key))
}
