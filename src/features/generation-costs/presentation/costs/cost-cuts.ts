import { decimal, toText } from "../../../../shared/money.ts"
import type { RollupRow } from "../../infrastructure/sums/rollup-queries.ts"
import { type MeasuresRow, NOTHING_HELD, type Sums, toSums } from "../../infrastructure/sums/sums.ts"

/** What has one name in a cut of a period. */
export type Group = { key: string; rows: readonly RollupRow[]; sums: Sums }
export type Grouped = { groups: Group[]; others: { count: number; sums: Sums } | null; sums: Sums }

/** Lines of a table; more are put into one. */
const MOST_LINES = 8

/** Adds rows up by name, dearest first. `whole`: however many they are; else what does not fit is `others`. */
export function groupsOf(rows: readonly RollupRow[], keyOf: (row: RollupRow) => string, whole: boolean): Grouped {
  const groups = [...Map.groupBy(rows, keyOf)].map(([key, its]) => ({ key, rows: its, sums: sumsOf(its) }))
  const ordered = groups.toSorted(dearestFirst)
  // A line that stands for one other could be that other itself.
  const shown = whole || ordered.length <= MOST_LINES + 1 ? ordered : ordered.slice(0, MOST_LINES)
  const rest = ordered.slice(shown.length)
  return {
    groups: shown,
    others: rest.length === 0 ? null : { count: rest.length, sums: sumsOf(rest.flatMap((group) => group.rows)) },
    sums: sumsOf(rows),
  }
}

/** Rows are of one kind of money; which one is said where the whole is. */
export const sumsOf = (rows: readonly RollupRow[]): Sums => toSums(rows, NOTHING_HELD, false)

const dearestFirst = (a: Group, b: Group) =>
  decimal(b.sums.total.amount).cmp(decimal(a.sums.total.amount)) || (a.key < b.key ? -1 : 1)

export const addUp = (all: readonly Sums[]): Sums =>
  toSums(
    all.map((one) => measuresOf(one, "")),
    NOTHING_HELD,
    false,
  )

/** What is left of a sum without its parts. */
export const without = (whole: Sums, parts: readonly Sums[]): Sums =>
  toSums([measuresOf(whole, ""), ...parts.map((part) => measuresOf(part, "-"))], NOTHING_HELD, whole.total.simulated)

function measuresOf({ total, quantities, ...sums }: Sums, sign: "" | "-"): MeasuresRow {
  const count = (number: number) => (sign === "-" ? -number : number)
  const exact = (amount: string) => toText(decimal(amount).times(`${sign}1`))
  return {
    attempts: count(sums.attempts),
    generations: count(sums.generations),
    unpriced: count(total.unpricedCount),
    unresolved: count(total.unresolvedCount),
    wasted: count(sums.wastedAttempts),
    kept_pages: count(sums.keptPages),
    images: count(quantities.images),
    told: count(quantities.told),
    tokens: exact(quantities.tokens),
    amount: exact(total.amount),
    waste: exact(sums.waste),
  }
}
