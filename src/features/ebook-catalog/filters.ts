/** A tab above the table: which books it shows. `hand` are those that only a person gets going again. */
export const FILTERS = [
  { id: "all", statuses: null },
  { id: "drawing", statuses: ["requested", "generating"] },
  { id: "paused", statuses: ["paused"] },
  { id: "review", statuses: ["draft"] },
  { id: "failed", statuses: ["failed"] },
  { id: "cancelled", statuses: ["cancelled"] },
  { id: "hand", statuses: null },
] as const satisfies readonly { id: string; statuses: readonly string[] | null }[]

export type FilterId = (typeof FILTERS)[number]["id"]

export type StatusCount = { status: string; count: number; handCount: number }

/** How many books each tab shows. */
export function countFilters(counts: readonly StatusCount[]): Record<FilterId, number> {
  const total = (of: (count: StatusCount) => number) => counts.reduce((sum, count) => sum + of(count), 0)
  const entries = FILTERS.map(({ id, statuses }) => {
    if (id === "hand") return [id, total(({ handCount }) => handCount)]
    const shown: readonly string[] | null = statuses
    return [id, total(({ status, count }) => (shown === null || shown.includes(status) ? count : 0))]
  })
  return Object.fromEntries(entries)
}
