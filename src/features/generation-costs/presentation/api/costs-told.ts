import type { Totals } from "../../infrastructure/sums/cost-totals.ts"
import type { Sums } from "../../infrastructure/sums/sums.ts"

/** The public figures, in their public order. */
export const toFigures = ({ total, generations, attempts, keptPages, costPerKeptPage, waste }: Sums) => ({
  total,
  generations,
  attempts,
  keptPages,
  costPerKeptPage,
  waste,
})

/** What GET /costs answers. */
export const toCosts = ({ rows, ...sums }: Totals) => ({
  ...toFigures(sums),
  rows: rows.map(({ key, ...row }) => ({ key, ...toFigures(row) })),
})
