import { type Html, html } from "./html.ts"

export const SHEET_STATES = ["drawn", "drawing", "waiting", "failed", "unknown"] as const
/** How a page of a book stands; `unknown`: sent, and the answer is lost. */
export type SheetState = (typeof SHEET_STATES)[number]

/** Only a person gets these going again. */
export const isHot = (state: SheetState): boolean => state === "failed" || state === "unknown"

const LONG_STRIP = 50

/** One cell per page; always beside the sentence that says the same. */
export const strip = (states: readonly SheetState[]): Html =>
  html`<div class="${states.length > LONG_STRIP ? "strip strip--long" : "strip"}" aria-hidden="true">${states.map((state) => CELLS[state])}</div>`

const cell = (state: SheetState) => html`<i class="${state === "drawn" ? "cell" : `cell cell--${state}`}"></i>`
const CELLS: Readonly<Record<SheetState, Html>> = {
  drawn: cell("drawn"),
  drawing: cell("drawing"),
  waiting: cell("waiting"),
  failed: cell("failed"),
  unknown: cell("unknown"),
}

/** Each state that occurs, in the order of SHEET_STATES. */
export const countStates = (states: readonly SheetState[]): { state: SheetState; count: number }[] =>
  SHEET_STATES.map((state) => ({ state, count: states.filter((one) => one === state).length })).filter(
    ({ count }) => count > 0,
  )
