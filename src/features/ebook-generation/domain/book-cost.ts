import { allocate, decimal, sum, toText } from "../../../shared/money.ts"

/** US dollars as exact decimal text. An attempt is in at most one of the counts. */
export type Total = {
  amount: string
  currency: "USD"
  unpricedCount: number
  unresolvedCount: number
  heldAmount: string
  heldCount: number
  simulated: boolean
}

/** `charged` with null is unpriced; `held` waits for its charge; `unresolved`: the answer is lost. `sent` by us, or reported from elsewhere. */
export type AttemptMoney = {
  sent: boolean
  pages: readonly number[]
  state: "charged" | "held" | "unresolved"
  amount: string | null
}

/** The total of these attempts; with a page number, that page's share of each (a call for several pages is cut exactly). */
export function totalOf(attempts: readonly AttemptMoney[], simulated: boolean, pageNumber: number | null): Total {
  const amountOf = ({ amount, pages }: AttemptMoney) => {
    const whole = decimal(amount ?? "0")
    return pageNumber === null ? whole : (allocate(whole, pages.length)[pages.indexOf(pageNumber)] ?? whole)
  }
  const held = attempts.filter(({ state }) => state === "held")
  const charged = attempts.filter(({ state }) => state === "charged")
  return {
    amount: toText(sum(charged.map(amountOf))),
    currency: "USD",
    unpricedCount: charged.filter(({ amount }) => amount === null).length,
    unresolvedCount: attempts.filter(({ state }) => state === "unresolved").length,
    heldAmount: toText(sum(held.map(amountOf))),
    heldCount: held.length,
    simulated,
  }
}
