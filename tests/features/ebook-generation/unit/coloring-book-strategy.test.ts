import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { imageSeed, planColoringBook } from "../../../../src/features/ebook-generation/domain/coloring-book-strategy.ts"
import { loadThemes } from "../../../../src/features/ebook-generation/infrastructure/theme-files.ts"

const themes = loadThemes("config/themes")
const plan = (change: Partial<Parameters<typeof planColoringBook>[0]> = {}) => {
  const [theme] = themes
  if (!theme) throw new Error("no theme")
  return planColoringBook({ theme, audience: "6-8", pageCount: 24, seed: 7, ...change })
}

describe("the plan of a book", () => {
  it("is a cover, the content pages and a back cover, numbered from 0", () => {
    const pages = plan()
    expect(pages.map(({ number }) => number)).toEqual(Array.from({ length: 26 }, (_, i) => i))
    expect(pages.map(({ kind }) => kind)).toEqual(["cover", ...Array(24).fill("content"), "back-cover"])
  })

  it.each(themes)("has no prompt twice in the largest book of $id", (theme) => {
    for (const seed of [0, 1, 2, 3]) {
      const prompts = plan({ theme, pageCount: 100, seed }).map(({ prompt }) => prompt)
      expect(new Set(prompts).size).toBe(102)
    }
  })

  it("is the same on every machine: these prompts were written down once", () => {
    const hash = createHash("sha256")
      .update(
        plan()
          .map(({ prompt }) => prompt)
          .join("\n"),
      )
      .digest("hex")
    expect(hash.slice(0, 16)).toBe("99f7821edbc067d1")
  })

  it("asks for colour on the cover and for black and white on the pages, fit for the audience", () => {
    const [cover, first] = plan({ audience: "3-5" })
    expect(cover?.prompt).toContain("in full colour")
    expect(first?.prompt).toContain("Black and white line art")
    expect(first?.prompt).toContain("ages 3-5")
  })
})

it("every try at a page sends another seed, the same one each time it is computed", () => {
  expect(imageSeed(7, 3, 1)).toBe(imageSeed(7, 3, 1))
  expect(new Set([1, 2, 3, 4].map((attempt) => imageSeed(7, 3, attempt))).size).toBe(4)
})
