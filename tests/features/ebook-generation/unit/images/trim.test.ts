import { describe, expect, it } from "vitest"
import { inchesOf, pixelsOf, TRIM_NAMES } from "../../../../../src/features/ebook-generation/domain/trim.ts"

describe("trim", () => {
  it("turns the usual colouring book into 2550 × 3300 pixels at 300 dpi", () => {
    expect(pixelsOf("8.5x11")).toEqual({ width: 2550, height: 3300 })
    expect(pixelsOf("8.5x8.5")).toEqual({ width: 2550, height: 2550 })
    expect(pixelsOf("8.27x11.69")).toEqual({ width: 2481, height: 3507 })
  })

  it("knows every trim in inches by its name, each once", () => {
    expect(new Set(TRIM_NAMES).size).toBe(16)
    for (const trim of TRIM_NAMES) {
      const { width, height } = inchesOf(trim)
      expect(`${width}x${height}`).toBe(trim)
    }
  })

  it("never falls on half a pixel", () => {
    for (const trim of TRIM_NAMES) {
      expect(pixelsOf(trim).width / 300).toBeCloseTo(inchesOf(trim).width, 9)
      expect(pixelsOf(trim).height / 300).toBeCloseTo(inchesOf(trim).height, 9)
    }
  })
})
