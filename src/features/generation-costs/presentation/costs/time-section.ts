import { decimal } from "../../../../shared/money.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import type { Period } from "../../domain/time/period.ts"
import type { TimeSteps } from "../../domain/time/time-steps.ts"
import type { RollupRow } from "../../infrastructure/sums/rollup-queries.ts"
import { percent, type Sums } from "../../infrastructure/sums/sums.ts"
import { listLink, timeQuery } from "../links.ts"
import { breakdownSentences } from "./breakdown-sentences.ts"
import { sumsOf } from "./cost-cuts.ts"
import { stepInWords } from "./period-words.ts"
import { type Line, sumsTable } from "./sums-table.ts"
import { timeChart } from "./time-chart.ts"

const say = breakdownSentences.time

export type Timed = {
  steps: TimeSteps
  rows: readonly RollupRow[]
  period: Period
  words: string
  today: string
  money: string
}

/** What each day or month of a period cost, drawn and as a table. */
export function timeSection({ steps, rows, period, words, today, money }: Timed): Html {
  const { unit, keys } = steps
  const sums = new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, its]) => [key, sumsOf(its)]))
  const whole = sumsOf(rows)
  const queryOf = (key: string) => `${money}&${timeQuery(timeOf(key, steps, period))}`
  const chart = keys.map((key) => {
    const { total, waste } = sums.get(key) ?? NOTHING
    const href = sums.has(key) ? listLink(queryOf(key), {})("all") : null
    return { key, words: stepInWords(key, today), amount: total.amount, waste, href }
  })
  const lines = keys.flatMap((key): Line[] => {
    const its = sums.get(key)
    const hrefOf = listLink(queryOf(key), {})
    const name = html`<a href="${hrefOf("all")}">${stepInWords(key, today)}</a>`
    return its ? [{ name, notes: [], sums: its, hrefOf }] : []
  })
  const { title, head } = say[unit]
  const isAnythingToDraw = chart.some(({ amount }) => decimal(amount).gt("0"))
  return html`<section class="sect" aria-labelledby="by-time">
    <div class="sect__head"><h2 id="by-time">${title}</h2><p>${wasteInWords(whole)}</p></div>
    ${isAnythingToDraw ? html`<p class="keys">${breakdownSentences.heads.bar}</p>${timeChart({ steps: chart, period: words, unit, today })}` : html`<p>${say.free}</p>`}
    <details><summary>${say.table}</summary>${sumsTable({ title, head, lines, foot: { label: breakdownSentences.sum, sums: whole } })}</details>
  </section>`
}

const NOTHING = sumsOf([])

function wasteInWords({ waste, total }: Sums): string {
  const part = percent(waste, total.amount)
  return part === null || waste === "0" ? say.noWaste : say.share(part)
}

/** The step as part of its period: at the ends, the period's own bounds. */
function timeOf(key: string, { keys, first, last }: TimeSteps, { from, to, timeZone }: Period): Period {
  const [begin, end] = key.length > 7 ? [key, key] : [`${key}-01`, lastDayOf(key)]
  return {
    from: key === keys[0] ? (from ?? { day: first }) : { day: begin },
    to: key === keys.at(-1) ? (to ?? { day: last }) : { day: end },
    timeZone,
  }
}

/** The last date of a month (YYYY-MM). */
function lastDayOf(month: string): string {
  const [year = 0, nth = 0] = month.split("-").map(Number)
  return new Date(Date.UTC(year, nth, 0)).toISOString().slice(0, 10)
}
