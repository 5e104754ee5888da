import { describe, expect, expectTypeOf, it } from "vitest"
import { type Total as BookTotal, totalOf } from "../../src/features/ebook-generation/domain/book-cost.ts"
import { OUTCOMES as SAID } from "../../src/features/ebook-generation/events.ts"
import { OUTCOMES as COUNTED } from "../../src/features/generation-costs/domain/usage-report.ts"
import {
  type Total as LedgerTotal,
  NOTHING_HELD,
  toSums,
} from "../../src/features/generation-costs/infrastructure/sums/sums.ts"
import { costsAnswer } from "../../src/features/generation-costs/presentation/api/costs-answers.ts"
import { sentences } from "../../src/features/generation-costs/presentation/sentences.ts"

const ledgerTotal = toSums([], NOTHING_HELD, false).total

describe("what two features must agree on, though neither imports the other", () => {
  it("a total of money has one shape: in a book, in the ledger and in the public answer", () => {
    expectTypeOf<BookTotal>().toEqualTypeOf<LedgerTotal>()
    expect(Object.keys(totalOf([], false, null))).toEqual(Object.keys(ledgerTotal))
    expect(Object.keys(costsAnswer.shape.total.shape)).toEqual(Object.keys(ledgerTotal))
  })

  it("a total of nothing is the same nothing", () => {
    expect(totalOf([], false, null)).toEqual(ledgerTotal)
  })

  it("the ledger counts every outcome that generation says; unknown is said apart", () => {
    expect([...COUNTED, "unknown"]).toEqual([...SAID])
  })

  it("the ledger has words for every outcome", () => {
    expect(Object.keys(sentences.outcomes)).toEqual([...SAID])
  })
})
