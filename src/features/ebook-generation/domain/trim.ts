/**
 * Regular KDP paperback trims, inches, the two usual ones for colouring books first (official G201834180, seen
 * 2026-09).
 */
export const TRIM_NAMES = [
  "8.5x11",
  "8.5x8.5",
  "8x10",
  "5x8",
  "5.06x7.81",
  "5.25x8",
  "5.5x8.5",
  "6x9",
  "6.14x9.21",
  "6.69x9.61",
  "7x10",
  "7.44x9.69",
  "7.5x9.25",
  "8.25x6",
  "8.25x8.25",
  "8.27x11.69",
] as const

export type Trim = (typeof TRIM_NAMES)[number]
export type Size = { width: number; height: number }

/** KDP asks for at least 300 pixels an inch (official G201857950). */
export const PRINT_DPI = 300

/** The trimmed page in inches. The name is the only record of a trim's size. */
export function inchesOf(trim: Trim): Size {
  const [width, height] = trim.split("x").map(Number)
  return { width: Number(width), height: Number(height) }
}

/** The trimmed page in whole pixels at 300 dpi: 8.5x11 is 2550 × 3300. */
export function pixelsOf(trim: Trim): Size {
  const { width, height } = inchesOf(trim)
  return { width: Math.round(width * PRINT_DPI), height: Math.round(height * PRINT_DPI) }
}
