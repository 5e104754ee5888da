import { describe, expect, it } from "vitest"
import { secondsLeft, timeLeftText } from "../../../../src/features/ebook-generation/presentation/time-left.ts"

const span = (from: number, to: number, drawn = true) => ({ from: from * 1000, to: to * 1000, drawn })

describe("the time a book still takes", () => {
  it("is the pace of the pages drawn so far, with as many at a time as there were", () => {
    const one = [span(0, 10), span(10, 20), span(20, 30)]
    const three = [span(0, 10), span(0, 10), span(0, 10)]
    expect(secondsLeft(one, 6)).toBe(60)
    expect(secondsLeft(three, 6)).toBe(20)
  })

  it("does not count a pause, but does count failed tries", () => {
    expect(secondsLeft([span(0, 10), span(10, 20), span(3600, 3610)], 1)).toBe(10)
    expect(secondsLeft([span(0, 10), span(10, 20, false), span(20, 30), span(30, 40)], 3)).toBe(40)
  })

  it("is not said before three pages, while the newest try failed, or when nothing is open", () => {
    expect(secondsLeft([span(0, 10), span(10, 20)], 5)).toBeNull()
    expect(secondsLeft([span(0, 10), span(10, 20), span(20, 30), span(30, 40, false)], 5)).toBeNull()
    expect(secondsLeft([span(0, 10), span(10, 20), span(20, 30)], 0)).toBeNull()
  })

  it.each([
    [20, "less than a minute left"],
    [50, "about 1 minute left"],
    [100, "about 2 minutes left"],
  ])("of %i s reads “%s”", (seconds, text) => expect(timeLeftText(seconds)).toBe(text))
})
