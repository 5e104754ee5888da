import { decimal } from "../../../../shared/money.ts"
import { datesOf, type Period, stretchesOf } from "../../domain/time/period.ts"
import { DAY, floor, joined, type Micros, type Stretch } from "../../domain/time/reader-days.ts"
import type { Reader } from "../ledger/ledger-rows.ts"
import { type HeldCall, heldBy, readHeld } from "./held-rows.ts"
import { type Dimension, type Keyed, readRollups, usedDays } from "./rollup-queries.ts"
import { type Sums, toSums } from "./sums.ts"

export const GROUPINGS = ["day", "month", "model", "ebook", "theme", "outcome", "purpose"] as const
export type Grouping = (typeof GROUPINGS)[number]

/** Which money is summed; `ebookId` null is every book and none. */
export type Scope = { simulated: boolean; period: Period; ebookId: string | null }

/** `key` null: not known, such as the book of an attempt that belongs to none, or the outcome of a call under way. */
export type GroupSums = Sums & { key: string | null }
export type Totals = Sums & { rows: GroupSums[] }

const DIMENSIONS: Partial<Record<Grouping, Dimension>> = {
  model: "model",
  ebook: "ebook_id",
  theme: "theme_id",
  outcome: "outcome",
  purpose: "purpose",
}

/**
 * The sums of everything in scope, and of each group: days and months in order, all else dearest first. Reads the rollups,
 * so `recount` comes before. Of one book, the groups are its days or months.
 */
export async function readTotals(db: Reader, scope: Scope, groupBy: Grouping | null): Promise<Totals> {
  const { simulated, period, ebookId } = scope
  const all = stretchesOf(period)
  const calls = (await readHeld(db, simulated, ebookId)).filter(({ at }) => all.some((part) => isIn(part, at)))
  const keyed = await keyedStretches(db, scope, groupBy, calls)
  const dimension = groupBy === null ? undefined : DIMENSIONS[groupBy]
  const filter = ebookId === null ? {} : { ebook_id: ebookId }
  const rows = await readRollups(db, simulated, keyed, dimension ? [dimension] : [], filter)

  const sent = Map.groupBy(rows, (row) => (dimension ? row[dimension] : row.key) || null)
  const held = Map.groupBy(calls, (call) => heldKey(call, groupBy, keyed) || null)
  const keys = new Set([...sent.keys(), ...held.keys()])
  const groups = [...keys].map((key) => ({
    key,
    ...toSums(sent.get(key) ?? [], heldBy(held.get(key) ?? []), simulated),
  }))
  return {
    ...toSums(rows, heldBy(calls), simulated),
    rows: groupBy === null ? [] : groups.toSorted(isTime(groupBy) ? byKey : dearestFirst),
  }
}

/** Days and months are looked for only where something was sent or is held, however long the period is. */
async function keyedStretches(
  db: Reader,
  { simulated, period }: Scope,
  groupBy: Grouping | null,
  calls: readonly HeldCall[],
): Promise<Keyed[]> {
  const all = stretchesOf(period)
  const [first, last] = [all[0], all.at(-1)]
  if (!first || !last) return []
  if (!isTime(groupBy)) return all.map((stretch) => ({ ...stretch, key: "" }))
  const used = await usedDays(db, simulated, { from: first.from, to: last.to })
  const days = new Set([...used, ...calls.map(({ at }) => floor(at, DAY) * DAY)])
  const inOrder = [...days].toSorted((a, b) => (a < b ? -1 : 1)).map((from) => ({ from, to: from + DAY }))
  const dated = joined(inOrder, () => true).flatMap((stretch) => datesOf(period, stretch))
  const keyed = dated.map(({ date, from, to }) => ({ key: groupBy === "month" ? date.slice(0, 7) : date, from, to }))
  return joined(keyed, (a, b) => a.key === b.key)
}

/** A call under way has neither outcome nor purpose yet. */
function heldKey(call: HeldCall, groupBy: Grouping | null, keyed: readonly Keyed[]): string | null {
  switch (groupBy) {
    case "model":
      return call.model
    case "ebook":
      return call.ebookId
    case "theme":
      return call.themeId
    case "day":
    case "month":
      return keyed.find((part) => isIn(part, call.at))?.key ?? null
    default:
      return null
  }
}

const isTime = (groupBy: Grouping | null) => groupBy === "day" || groupBy === "month"
const isIn = ({ from, to }: Stretch, at: Micros) => from <= at && at < to
const byKey = (a: GroupSums, b: GroupSums) => ((a.key ?? "") < (b.key ?? "") ? -1 : 1)
const dearestFirst = (a: GroupSums, b: GroupSums) => decimal(b.total.amount).cmp(decimal(a.total.amount)) || byKey(a, b)
