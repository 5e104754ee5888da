import { plain } from "../../../../shared/terminal.ts"
import { grouped, moneyText, threeStatesText } from "../../../../shared/web/money.ts"
import type { Grouping, GroupSums, Totals } from "../../infrastructure/sums/cost-totals.ts"
import { roundedShare, type Sums } from "../../infrastructure/sums/sums.ts"

type Column = { head: string; cells: readonly string[]; align: "left" | "point" }

const NO_KEY: Readonly<Record<Grouping, string>> = {
  day: "no day",
  month: "no month",
  model: "no model",
  ebook: "no book",
  theme: "no theme",
  outcome: "under way",
  purpose: "under way",
}

/** Sums as a table for a terminal, every digit; the total stands last. `titles`: of books, by their ids. */
export function costsTable(totals: Totals, by: Grouping | null, titles: ReadonlyMap<string, string>): string {
  const total = totals.total.simulated ? "total, simulated" : "total"
  const lines: readonly Sums[] = [...totals.rows, totals]
  const keys = totals.rows.map((row) => keyOf(row, by))
  const named = totals.rows.map(({ key }) => plain((key !== null && titles.get(key)) || ""))
  const column = (head: string, cellOf: (sums: Sums) => string, align: Column["align"] = "point") => ({
    ...{ head, align },
    cells: lines.map(cellOf),
  })
  return written([
    { head: by ?? "", cells: [...keys, total], align: "left" },
    column("amount", ({ total: { amount } }) => moneyText(amount)),
    column("not in it", ({ total: missing }) => threeStatesText(missing), "left"),
    column("attempts", ({ attempts }) => grouped(String(attempts))),
    column("kept pages", ({ keptPages }) => grouped(String(keptPages))),
    column("per kept page", perKeptPage),
    column("waste", ({ waste }) => moneyText(waste)),
    { head: "", cells: [...named, ""], align: "left" },
  ])
}

const keyOf = ({ key }: GroupSums, by: Grouping | null): string => plain(key ?? (by === null ? "" : NO_KEY[by]))

/** Rounded for reading, as on the page. */
const perKeptPage = ({ keptPages, total }: Sums): string =>
  keptPages === 0 ? "–" : moneyText(roundedShare(total.amount, keptPages))

/** A column in which nothing is said is left out. */
function written(columns: readonly Column[]): string {
  const shown = columns.filter(({ cells }) => cells.some((cell) => cell !== "")).map(aligned)
  const lines = shown[0]?.map((_, nth) => shown.map((cells) => cells[nth] ?? "").join("  ")) ?? []
  return lines.map((line) => line.trimEnd()).join("\n")
}

/** Head and cells, equally wide; figures with their points in line. */
function aligned({ head, cells, align }: Column): string[] {
  if (align === "left") return padded([head, ...cells], "end")
  const tail = Math.max(...cells.map((cell) => tailOf(cell).length))
  return padded([head, ...cells.map((cell) => cell + " ".repeat(tail - tailOf(cell).length))], "start")
}

const tailOf = (figure: string): string => /\..*$/.exec(figure)?.[0] ?? ""

function padded(cells: readonly string[], at: "start" | "end"): string[] {
  const width = Math.max(...cells.map((cell) => cell.length))
  return cells.map((cell) => (at === "start" ? cell.padStart(width) : cell.padEnd(width)))
}
