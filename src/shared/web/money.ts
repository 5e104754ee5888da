import { decimal, toText } from "../money.ts"
import { type Html, html } from "./html.ts"
import { sentences } from "./sentences.ts"

const say = sentences.money

/** Beyond this many digits past the point a column no longer grows. */
const WIDEST_TAIL = 15

type Parts = { whole: string; cents: string; fine: string }

/** Cents always, and every further digit that exists: 1234.5 is $1,234 + .50, 0.0387243 is $0 + .03 + 87243. */
function partsOf(amount: string): Parts {
  const text = toText(decimal(amount))
  const negative = text.startsWith("-")
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".")
  return {
    whole: `${negative ? "\u2212" : ""}$${grouped(whole)}`,
    cents: `.${fraction.slice(0, 2).padEnd(2, "0")}`,
    fine: fraction.slice(2),
  }
}

/** A whole or decimal number with its thousands grouped: 1,371. */
export function grouped(number: string): string {
  const [whole = "", fraction] = number.split(".")
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ",")
  return fraction === undefined ? thousands : `${thousands}.${fraction}`
}

/** US dollars in plain text, every digit: "$12.4000675", "\u2212$0.0000003". `amount` is exact decimal text. */
export function moneyText(amount: string): string {
  const { whole, cents, fine } = partsOf(amount)
  return whole + cents + fine
}

/** US dollars in running text or as a sum: cents in full ink, the digits past them lighter. */
export const money = (amount: string): Html => markup(partsOf(amount), "tail")

/** Writes a column's amounts so that their points stand in line; null is the word unknown. Takes all amounts of the column. */
export function moneyColumn(amounts: Iterable<string | null>): (amount: string | null) => Html {
  const digits = [...amounts].map((amount) => (amount === null ? 2 : 2 + partsOf(amount).fine.length))
  const tail = `tail tail--${Math.min(WIDEST_TAIL, Math.max(2, ...digits))}`
  return (amount) => (amount === null ? UNKNOWN : markup(partsOf(amount), tail))
}

export const UNKNOWN: Html = html`<span class="muted">${say.unknown}</span>`
/** Where no figure can be, which is neither unknown nor zero. */
export const NOTHING: Html = html`<span class="muted">–</span>`

const markup = ({ whole, cents, fine }: Parts, tail: string): Html =>
  html`<span class="money">${whole}<span class="${tail}">${cents}${fine && html`<span class="fine">${fine}</span>`}</span></span>`

/** What a total does not contain. */
export type Missing = { unpricedCount: number; unresolvedCount: number; heldCount: number; heldAmount: string }
export type MissingState = "unpriced" | "unresolved" | "held"

/** The words beside a sum, each leading to its attempts: "+ 3 unpriced + 1 unresolved + 1 held, $0.0387243". Empty if nothing is missing. */
export function threeStates(missing: Missing, hrefOf: (state: MissingState) => string): Html {
  const states = missingStates(missing)
  if (states.length === 0) return html``
  return html`<p class="state3">${states.map(({ state, words }) => html`+ <a href="${hrefOf(state)}">${words}</a> `)}</p>`
}

/** The same words without links, for a line of a table: "+ 3 unpriced + 1 unresolved". */
export const threeStatesText = (missing: Missing): string =>
  missingStates(missing)
    .map(({ words }) => `+ ${words}`)
    .join(" ")

const missingStates = ({ unpricedCount, unresolvedCount, heldCount, heldAmount }: Missing) =>
  [
    { state: "unpriced" as const, count: unpricedCount, words: say.unpriced(grouped(String(unpricedCount))) },
    { state: "unresolved" as const, count: unresolvedCount, words: say.unresolved(grouped(String(unresolvedCount))) },
    { state: "held" as const, count: heldCount, words: heldWords(heldCount, heldAmount) },
  ].filter(({ count }) => count > 0)

const heldWords = (count: number, amount: string) =>
  say.held(grouped(String(count)), decimal(amount).eq("0") ? null : moneyText(amount))
