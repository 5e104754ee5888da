import { type Html, html } from "../../../../shared/web/html.ts"
import type { Breakdown } from "../../infrastructure/sums/cost-breakdown.ts"
import type { RollupRow } from "../../infrastructure/sums/rollup-queries.ts"
import { outcomeLabel, purposeLabel, reasonLabel, themeLabel } from "../labels.ts"
import { type ListFilter, listLink } from "../links.ts"
import { breakdownSentences as say } from "./breakdown-sentences.ts"
import { type Grouped, groupsOf } from "./cost-cuts.ts"
import { type Line, type SumsTable, shortSumsTable, sumsTable } from "./sums-table.ts"

/** `query`: money and time of every list; `wholeHref`: this page with a cut shown whole; `whole`: the one that is. */
export type Shown = { query: string; wholeHref: (cut: CutName) => string; whole: string | null }
export type CutName = keyof typeof CUTS

type Cut = {
  rows: (all: Breakdown) => readonly RollupRow[]
  keyOf: (row: RollupRow) => string
  label: (key: string) => string
  filter: (key: string) => ListFilter
  isShort: boolean
}

const CUTS = {
  model: {
    rows: ({ parts }) => parts,
    keyOf: ({ model }) => model,
    label: (model) => model,
    filter: (model) => ({ model }),
    isShort: false,
  },
  theme: {
    rows: ({ themes }) => themes,
    keyOf: ({ theme_id }) => theme_id,
    label: themeLabel,
    filter: (themeId) => ({ themeId }),
    isShort: false,
  },
  purpose: {
    rows: ({ parts }) => parts,
    keyOf: ({ purpose }) => purpose,
    label: purposeLabel,
    filter: (purpose) => ({ purpose }),
    isShort: true,
  },
  outcome: {
    rows: ({ parts }) => parts,
    keyOf: ({ outcome }) => outcome,
    label: outcomeLabel,
    filter: (outcome) => ({ outcome }),
    isShort: true,
  },
  reason: {
    rows: ({ parts }) => parts.filter(({ waste_reason }) => waste_reason !== ""),
    keyOf: ({ waste_reason }) => waste_reason,
    label: reasonLabel,
    filter: (wasteReason) => ({ wasteReason }),
    isShort: true,
  },
} as const satisfies Record<string, Cut>

/** One cut of a period as a table, dearest first; every number leads to its attempts. */
export function cutSection(name: CutName, all: Breakdown, shown: Shown): Html {
  const cut: Cut = CUTS[name]
  const { title, head } = say[name]
  const grouped = groupsOf(cut.rows(all), cut.keyOf, shown.whole === name)
  const table: SumsTable = {
    title,
    head,
    lines: linesOf(name, grouped, shown),
    foot: { label: say.sum, sums: grouped.sums },
  }
  const body =
    grouped.groups.length === 0 ? html`<p>${say.reason.none}</p>` : (cut.isShort ? shortSumsTable : sumsTable)(table)
  return html`<section class="sect" id="${name}" aria-labelledby="by-${name}">
    <div class="sect__head"><h2 id="by-${name}">${title}</h2></div>${body}</section>`
}

function linesOf(name: CutName, { groups, others }: Grouped, { query, wholeHref }: Shown): Line[] {
  const { label, filter }: Cut = CUTS[name]
  const lines = groups.map(({ key, sums }): Line => {
    const hrefOf = listLink(query, filter(key))
    return { name: html`<a href="${hrefOf("all")}">${label(key)}</a>`, notes: [], sums, hrefOf }
  })
  if (others === null) return lines
  const rest = html`<a href="${wholeHref(name)}">${say.others(others.count)}</a>`
  return [...lines, { name: rest, notes: [], sums: others.sums, hrefOf: null }]
}
