import { grouped, moneyText, threeStatesText } from "../../shared/web/money.ts"

type OfAttempt = { amount: string | null; simulated: boolean }
type Adjusted = OfAttempt & { kind: "repricing" | "repricing-undone" | "resolution"; change: string }
type OfEbook = {
  amount: string
  attempts: number
  unpricedCount: number
  unresolvedCount: number
  simulated: boolean
}

const attempts = (count: number) => (count === 1 ? "1 attempt" : `${grouped(String(count))} attempts`)
const marked = (text: string, simulated: boolean) => (simulated ? `${text}, simulated` : text)

const CORRECTED = {
  repricing: "Repriced",
  "repricing-undone": "A repricing was undone",
  resolution: "A lost answer was resolved by hand",
}

/** What an event of this feature says as a headline, without a full stop. */
export const sentences = {
  charged: ({ amount, simulated }: OfAttempt) =>
    amount === null
      ? marked("Cost is unknown: the attempt has no price", simulated)
      : marked(`Cost was calculated: ${moneyText(amount)}`, simulated),
  totalled: ({ amount, simulated, ...counts }: OfEbook) => {
    const missing = threeStatesText({ ...counts, heldCount: 0, heldAmount: "0" })
    const sum = [moneyText(amount), missing].filter(Boolean).join(" ")
    return marked(`The book’s cost was added up: ${sum} for ${attempts(counts.attempts)}`, simulated)
  },
  adjusted: ({ kind, amount, change, simulated }: Adjusted) => {
    const now = amount === null ? "unknown" : moneyText(amount)
    const sign = change.startsWith("-") ? "" : "+"
    const by = change === "0" ? "" : ` (${sign}${moneyText(change)})`
    return marked(`${CORRECTED[kind]}: the attempt’s cost is now ${now}${by}`, simulated)
  },
  /** Why an attempt was adjusted, as it is kept with it. */
  repriced: (repricingId: number) => `Repricing ${repricingId}: computed again with the prices known by then`,
  repricingUndone: (repricingId: number) => `Repricing ${repricingId} was undone`,
  difference: (ledgerTotal: string, reportedTotal: string) =>
    `The ledger differs from what was reported: ${moneyText(ledgerTotal)} counted, ${moneyText(reportedTotal)} reported`,
}
