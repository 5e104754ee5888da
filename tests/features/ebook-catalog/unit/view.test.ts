import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { COLUMNS, hrefOf, pressed, queryOf, type View, viewFrom } from "../../../../src/features/ebook-catalog/view.ts"

const view = (query: string) => viewFrom(new URLSearchParams(query))

describe("the view that an address asks for", () => {
  it("is the whole table, newest first, where nothing is said or nothing is understood", () => {
    const plain = { filter: "all", search: "", sort: { column: "updated", descending: true }, page: 1 }
    expect(view("")).toEqual(plain)
    expect(view("status=constructor&sort=--cost&page=0&q=%20%00")).toEqual(plain)
    expect(queryOf(view(""))).toBe("")
  })

  it("keeps what is understood beside what is not", () => {
    const { filter, search, page } = view("status=failed&q= dino &page=1e3&what=ever")
    expect([filter, search, page]).toEqual(["failed", "dino", 1])
  })

  it("is written in an address that asks for the same", () => {
    const any: fc.Arbitrary<View> = fc.record({
      filter: fc.constantFrom("all", "drawing", "hand"),
      search: fc
        .string({ unit: "grapheme", maxLength: 40 })
        .map((text) => view(new URLSearchParams({ q: text }).toString()).search),
      sort: fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() }),
      page: fc.integer({ min: 1, max: 9_999_999 }),
    })
    fc.assert(
      fc.property(any, (one) => void expect(viewFrom(new URL(hrefOf(one), "http://x").searchParams)).toEqual(one)),
    )
  })
})

describe("a press on a column's head", () => {
  const { sort } = view("")
  it("asks for the order one looks for: names from A, numbers from the largest", () => {
    expect(COLUMNS.map((column) => pressed({ ...sort, column: "title" }, column).descending)).toEqual([
      ...[false, false, true, true, true],
    ])
  })
  it("turns the order round where it is sorted by already", () => {
    expect(pressed({ column: "cost", descending: true }, "cost")).toEqual({ column: "cost", descending: false })
  })
})
