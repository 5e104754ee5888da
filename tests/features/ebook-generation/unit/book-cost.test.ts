import { describe, expect, it } from "vitest"
import { type AttemptMoney, totalOf } from "../../../../src/features/ebook-generation/domain/book-cost.ts"

const one = (change: Partial<AttemptMoney>): AttemptMoney => ({
  sent: true,
  pages: [1],
  state: "charged",
  amount: "0.0387243",
  ...change,
})

describe("what a book cost", () => {
  it("counts an attempt in one state only, and unknown is never zero", () => {
    const total = totalOf(
      [
        one({}),
        one({ amount: null }),
        one({ state: "held", amount: "0.05" }),
        one({ state: "unresolved", amount: "0.05" }),
      ],
      true,
      null,
    )
    expect(total).toEqual({
      amount: "0.0387243",
      currency: "USD",
      unpricedCount: 1,
      unresolvedCount: 1,
      heldAmount: "0.05",
      heldCount: 1,
      simulated: true,
    })
  })

  it("cuts a call for several pages so that the shares sum to it", () => {
    const call = [one({ pages: [1, 2, 3], amount: "0.04" })]
    const shares = [1, 2, 3].map((page) => totalOf(call, false, page).amount)
    expect(shares).toEqual(["0.013333333334", "0.013333333333", "0.013333333333"])
    expect(totalOf(call, false, null).amount).toBe("0.04")
  })
})
