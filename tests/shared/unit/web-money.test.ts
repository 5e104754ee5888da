import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { decimal, toText } from "../../../src/shared/money.ts"
import { grouped, money, moneyColumn, moneyText, threeStates, threeStatesText } from "../../../src/shared/web/money.ts"

const textOf = (markup: unknown) =>
  String(markup)
    .replaceAll(/<[^>]*>/g, "")
    .trim()

describe("money in words", () => {
  test.each([
    ["12.4", "$12.40"],
    ["12.4000675", "$12.4000675"],
    ["0", "$0.00"],
    ["0.000000000001", "$0.000000000001"],
    ["1234567.5", "$1,234,567.50"],
    ["-0.0000003", "\u2212$0.0000003"],
    ["-1200", "\u2212$1,200.00"],
    ["0.0387000", "$0.0387"],
  ])("%s reads %s", (amount, read) => {
    expect(moneyText(amount)).toBe(read)
    expect(textOf(money(amount))).toBe(read)
  })

  test("every digit of any amount is shown, and read back it is the amount", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (picodollars) => {
        const amount = decimal(String(picodollars)).times("1e-12")
        const shown = textOf(money(toText(amount)))
        expect(decimal(shown.replace("\u2212", "-").replaceAll(/[$,]/g, "")).eq(amount)).toBe(true)
      }),
    )
  })

  test("no amount but zero is shown as $0.00", () => {
    expect(moneyText("0.001")).toBe("$0.001")
  })

  test("a number is grouped by thousands and keeps its fraction", () => {
    expect(["0", "999", "1371", "1234567.25"].map(grouped)).toEqual(["0", "999", "1,371", "1,234,567.25"])
  })
})

describe("a column of money", () => {
  test("gives every amount the tail of the longest, so that the points stand in line", () => {
    const column = moneyColumn(["0.0387243", "12", null])
    expect(String(column("12"))).toContain('class="tail tail--7"')
    expect(String(column("0.0387243"))).toContain('class="tail tail--7"')
  })

  test("writes an unknown amount as a word and never as a zero", () => {
    expect(textOf(moneyColumn([null])(null))).toBe("unknown")
  })
})

describe("what a total does not contain", () => {
  const missing = { unpricedCount: 3, unresolvedCount: 1, heldCount: 2, heldAmount: "0.0774486" }

  test("is said in the same order, each part leading to its attempts", () => {
    const said = String(threeStates(missing, (state) => `/list?show=${state}`))
    expect(textOf(said)).toBe("+ 3 unpriced + 1 unresolved + 2 held, $0.0774486")
    expect(said).toContain('href="/list?show=unresolved"')
    expect(threeStatesText(missing)).toBe("+ 3 unpriced + 1 unresolved + 2 held, $0.0774486")
  })

  test("is silent where nothing is missing", () => {
    expect(String(threeStates({ unpricedCount: 0, unresolvedCount: 0, heldCount: 0, heldAmount: "0" }, () => ""))).toBe(
      "",
    )
  })

  test("a hold of unknown amount is counted without a figure", () => {
    expect(threeStatesText({ unpricedCount: 0, unresolvedCount: 0, heldCount: 1, heldAmount: "0" })).toBe("+ 1 held")
  })
})
