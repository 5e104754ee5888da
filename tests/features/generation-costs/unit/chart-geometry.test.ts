import { describe, expect, it } from "vitest"
import { drawBars, PLOT } from "../../../../src/features/generation-costs/presentation/costs/chart-geometry.ts"

const per = (text: string) => Number(text.replace("%", ""))

describe("the bars of a chart", () => {
  it("stand on 0, waste on top of what was kept, in one proportion to the money", () => {
    const { bars } = drawBars([
      { kept: 1, waste: 0.5 },
      { kept: 0.75, waste: 0 },
    ])
    const [a, b] = bars
    expect([a?.kept.y, b?.kept.y].map((y, i) => (y ?? 0) + (bars[i]?.kept.height ?? 0))).toEqual([PLOT.axis, PLOT.axis])
    expect((a?.waste.y ?? 0) + (a?.waste.height ?? 0)).toBe(a?.kept.y)
    expect((a?.kept.height ?? 0) / (a?.waste.height ?? 1)).toBeCloseTo(2, 2)
    expect((b?.kept.height ?? 0) / (a?.kept.height ?? 1)).toBeCloseTo(0.75, 3)
    expect(a?.waste.y).toBeGreaterThanOrEqual(PLOT.top)
  })

  it("share the width among all steps and never leave their own", () => {
    for (const count of [1, 7, 31, 62]) {
      const { bars } = drawBars(Array.from({ length: count }, () => ({ kept: 1, waste: 0 })))
      for (const [i, { slot, kept }] of bars.entries()) {
        expect(per(slot.x)).toBeCloseTo((100 / count) * i, 1)
        expect(per(kept.x)).toBeGreaterThanOrEqual(per(slot.x))
        expect(per(kept.x) + per(kept.width)).toBeLessThanOrEqual(per(slot.x) + per(slot.width))
      }
    }
  })

  it("can be seen however little was spent, and are nothing where nothing was", () => {
    const { bars } = drawBars([
      { kept: 1_000_000, waste: 0 },
      { kept: 0.000000000001, waste: 0 },
      { kept: 0, waste: 0 },
      { kept: -5, waste: 0 },
    ])
    expect(bars.map(({ kept }) => kept.height > 0)).toEqual([true, true, false, false])
  })

  it("have a few grid lines with round figures, of the smallest amounts too", () => {
    expect(drawBars([{ kept: 1.14, waste: 0 }]).lines.map(({ value }) => value)).toEqual([0.5, 1, 1.5])
    expect(drawBars([{ kept: 0.0000000003, waste: 0 }]).lines.length).toBeGreaterThan(0)
    expect(drawBars([{ kept: 0, waste: 0 }]).lines).toEqual([])
  })
})
