import { type Html, html } from "../../../../shared/web/html.ts"
import { grouped, moneyColumn, NOTHING, threeStatesText } from "../../../../shared/web/money.ts"
import { roundedShare, type Sums } from "../../infrastructure/sums/sums.ts"
import { breakdownSentences } from "./breakdown-sentences.ts"
import { costBars } from "./cost-bars.ts"

const { heads, table } = breakdownSentences

/** A line of a table of sums. `hrefOf`: where its numbers lead, null: nowhere. `notes` stand after the name. */
export type Line = {
  name: Html
  notes: readonly string[]
  sums: Sums
  hrefOf: ((show: "all" | "wasted") => string | null) | null
}
export type SumsTable = { title: string; head: string; lines: readonly Line[]; foot: { label: string; sums: Sums } }

/** What it cost, what of it was wasted, and what a kept page cost, a line each. */
export function sumsTable({ title, head, lines, foot }: SumsTable): Html {
  const all = [...lines.map(({ sums }) => sums), foot.sums]
  const amount = moneyColumn(all.map(({ total }) => total.amount))
  const waste = moneyColumn(all.map((sums) => sums.waste))
  const each = moneyColumn(all.map((sums) => perKeptPage(sums) ?? "0"))
  const bar = costBars(lines.map(({ sums }) => spent(sums)))
  const figures = (sums: Sums) => html`<td class="num hide-m">${grouped(String(sums.keptPages))}</td>
      <td class="num hide-m">${sums.keptPages === 0 ? NOTHING : each(perKeptPage(sums))}</td>`
  return framed(
    title,
    "tbl tbl--money tbl--stacked tbl--books",
    html`<thead><tr><th scope="col">${head}</th><th scope="col" class="bars">${heads.bar}</th>
      <th scope="col" class="num hide-s">${heads.attempts}</th><th scope="col" class="num hide-m">${heads.keptPages}</th>
      <th scope="col" class="num hide-m">${heads.perKeptPage}</th><th scope="col" class="num second">${heads.waste}</th>
      <th scope="col" class="num">${heads.amount}</th></tr></thead>
    <tbody>${lines.map(
      ({ name, notes, sums, hrefOf }) => html`<tr><th scope="row">${named(name, notes, sums)}</th>
        <td class="bars">${bar(spent(sums))}</td>
        <td class="num hide-s">${linked(hrefOf?.("all"), sums.attempts, grouped(String(sums.attempts)))}</td>
        ${figures(sums)}
        <td class="num second">${linked(hrefOf?.("wasted"), sums.wastedAttempts, waste(sums.waste))}</td>
        <td class="num">${amount(sums.total.amount)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">${foot.label}</th><td class="bars"></td>
      <td class="num hide-s">${grouped(String(foot.sums.attempts))}</td>${figures(foot.sums)}
      <td class="num second">${waste(foot.sums.waste)}</td><td class="num">${amount(foot.sums.total.amount)}</td></tr></tfoot>`,
  )
}

/** The same in short, for half the width: how many attempts, and what they cost. */
export function shortSumsTable({ title, head, lines, foot }: SumsTable): Html {
  const amount = moneyColumn([...lines.map(({ sums }) => sums), foot.sums].map(({ total }) => total.amount))
  const bar = costBars(lines.map(({ sums }) => spent(sums)))
  return framed(
    title,
    "tbl tbl--money tbl--short",
    html`<thead><tr><th scope="col">${head}</th><th scope="col" class="bars"><span class="vh">${heads.bar}</span></th>
      <th scope="col" class="num">${heads.attempts}</th><th scope="col" class="num">${heads.amount}</th></tr></thead>
    <tbody>${lines.map(
      ({ name, notes, sums, hrefOf }) => html`<tr><th scope="row">${named(name, notes, sums)}</th>
        <td class="bars">${bar(spent(sums))}</td>
        <td class="num">${linked(hrefOf?.("all"), sums.attempts, grouped(String(sums.attempts)))}</td>
        <td class="num">${amount(sums.total.amount)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">${foot.label}</th><td class="bars"></td>
      <td class="num">${grouped(String(foot.sums.attempts))}</td><td class="num">${amount(foot.sums.total.amount)}</td></tr></tfoot>`,
  )
}

const framed = (title: string, classes: string, rows: Html): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${table(title)}"><table class="${classes}">
    <caption class="vh">${title}</caption>${rows}</table></div>`

function named(name: Html, notes: readonly string[], { total }: Sums): Html {
  const said = [...notes, threeStatesText(total)].filter((note) => note !== "")
  return html`${name}${said.map((note) => html` <span class="note">${note}</span>`)}`
}

const linked = (href: string | null | undefined, count: number, figure: Html | string): Html =>
  !href || count === 0 ? html`${figure}` : html`<a href="${href}">${figure}</a>`

const spent = ({ total, waste }: Sums) => ({ amount: total.amount, waste })

/** Rounded for reading: what it is rounded from stands in the same line. */
const perKeptPage = ({ total, keptPages }: Sums): string | null =>
  keptPages === 0 ? null : roundedShare(total.amount, keptPages)
