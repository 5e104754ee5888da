import { describe, expect, it } from "vitest"
import { progress, statesOf } from "../../../../src/features/ebook-catalog/books-table.ts"
import { foldForSearch, searchedWords } from "../../../../src/features/ebook-catalog/search-text.ts"
import { ageText, pageWords, statusOf } from "../../../../src/features/ebook-catalog/words.ts"

describe("an age", () => {
  const now = new Date("2026-11-23T00:30:00Z")
  it.each([
    ["2026-11-23T00:05:59Z", "00:05 today"],
    ["2026-11-22T23:59:00Z", "Sun 22 Nov"],
    ["2026-01-03T12:00:00Z", "Sat 3 Jan"],
    ["2025-12-31T23:59:00Z", "31 Dec 2025"],
  ])("of %s is %s, in UTC", (at, said) => {
    expect(ageText(new Date(at), now).replaceAll("\u00a0", " ")).toBe(said)
  })
})

describe("a status", () => {
  it("is hot where only a person gets the book going again", () => {
    const hot = (status: string, reasonCode: string | null) => statusOf({ status, reasonCode }).hot
    expect([hot("failed", null), hot("paused", "no-credit"), hot("paused", "whatever")]).toEqual([true, true, true])
    expect([hot("paused", "by-hand"), hot("generating", null), hot("cancelled", null)]).toEqual([false, false, false])
  })
  it("of later times is shown by its own name", () => {
    expect(statusOf({ status: "approved", reasonCode: null }).words).toBe("approved")
  })
})

describe("a sheet", () => {
  it("is called as in the book", () => {
    expect([0, 1, 24, 25].map((number) => pageWords(number, 26))).toEqual([
      "the cover",
      "page 1",
      "page 24",
      "the back cover",
    ])
  })
  it("that is drawn or given up is so, whatever answer of it was lost", () => {
    const states = statesOf({ sheetCount: 5, drawn: [0, 2], failed: [3], lost: [2, 3, 4] })
    expect(states).toEqual(["drawn", "waiting", "drawn", "failed", "unknown"])
    expect(progress(states)).toBe("2 of 5 drawn, 1 failed, 1 unknown")
    expect(progress([])).toBe("0 of 0 drawn")
  })
})

describe("text to be searched", () => {
  it("has no case, no accents and no odd blanks", () => {
    expect(foldForSearch("  Aïcha\u00a0BENALI\n\u0000 Ærø ﬁn\ud800")).toBe("aicha benali ærø fin\ufffd")
    expect(searchedWords(" dino  lind ")).toEqual(["dino", "lind"])
    expect(searchedWords("a ".repeat(50))).toHaveLength(10)
  })
})
