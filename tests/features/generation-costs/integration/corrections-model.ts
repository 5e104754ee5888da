/** Whole tokens of a picture, and what one costs in whole millionths of a dollar: amounts here are millionths. */
export const TOKENS = 1_000

export type Attempt = {
  /** Reported by the provider, in millionths; null: it is computed. */
  reported: number | null
  lost: boolean
  charge: { amount: number | null } | null
  /** The last word of a person on what became of it. */
  resolution: { amount: number | null } | null
  repriced: { amount: number | null; by: number }[]
}

type Repricing = { undone: boolean; touched: Set<number> }

/** What the ledger must say, in plain lists. `price` is in millionths of a dollar for a token; null: there is none. */
export class LedgerModel {
  price: number | null = null
  readonly attempts: Attempt[]
  readonly repricings: Repricing[] = []

  constructor(reports: readonly (number | null)[]) {
    const nothing = { lost: false, charge: null, resolution: null }
    this.attempts = reports.map((reported) => ({ reported, ...nothing, repriced: [] }))
  }

  /** undefined: the ledger does not know what became of it, or does not know it at all. */
  costOf({ charge, lost, resolution, repriced }: Attempt): number | null | undefined {
    if (charge) return (repriced.at(-1) ?? charge).amount
    return lost && resolution ? resolution.amount : undefined
  }

  answer(at: number): void {
    const attempt = this.attempts[at]
    if (attempt && !attempt.charge) attempt.charge = { amount: attempt.reported ?? this.#computed() }
  }

  lose(at: number): void {
    const attempt = this.attempts[at]
    if (attempt) attempt.lost = true
  }

  /** The status that the answer has. */
  resolve(at: number, amount: number | null): number {
    const attempt = this.attempts[at]
    if (attempt?.charge) return 409
    if (!attempt?.lost) return 404
    attempt.resolution = { amount }
    return 200
  }

  /** How many charges change. */
  reprice(): number {
    const [by, after] = [this.repricings.length, this.#computed()]
    const changed = this.attempts.filter(
      (attempt) => attempt.charge && attempt.reported === null && this.costOf(attempt) !== after,
    )
    for (const { repriced } of changed) repriced.push({ amount: after, by })
    if (changed.length > 0)
      this.repricings.push({
        undone: false,
        touched: new Set(changed.map((attempt) => this.attempts.indexOf(attempt))),
      })
    return changed.length
  }

  /** The status that the answer has. */
  undo(which: number): number {
    const repricing = this.repricings[which]
    if (!repricing) return 404
    const later = this.repricings.slice(which + 1).filter(({ undone }) => !undone)
    if (repricing.undone || later.some(({ touched }) => [...touched].some((at) => repricing.touched.has(at))))
      return 409
    repricing.undone = true
    for (const attempt of this.attempts) attempt.repriced = attempt.repriced.filter(({ by }) => by !== which)
    return 200
  }

  #computed = () => (this.price === null ? null : this.price * TOKENS)
}
