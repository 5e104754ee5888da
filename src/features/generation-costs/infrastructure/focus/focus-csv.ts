import { toText } from "../../../../shared/money.ts"
import { FOCUS_COLUMNS, type FocusCell, type FocusRow } from "../../domain/focus/focus-columns.ts"

/** A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"); the wide ones are their full-width twins. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const SPECIAL = /[",\r\n]/

export const focusHeader = (): string => `${FOCUS_COLUMNS.join(",")}\n`

/** Figures are written plainly, every digit; text that could be a formula gets an apostrophe before it. */
export const focusLines = (rows: readonly FocusRow[]): string => rows.map(lineOf).join("")

const lineOf = (row: FocusRow): string => `${FOCUS_COLUMNS.map((name) => written(row[name] ?? null)).join(",")}\n`

function written(cell: FocusCell): string {
  if (cell === null) return ""
  return typeof cell === "string" ? quoted(cell.replace(FORMULA, (first) => `'${first}`)) : toText(cell)
}

/** RFC 4180. */
const quoted = (text: string): string => (SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
