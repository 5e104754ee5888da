import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { SIGHTS, screenshotIndex, screenshotName } from "../../scripts/screenshot-index.ts"
import { SCREENS } from "./screens.ts"

describe("docs/screenshots", () => {
  it("has every screen of the list and no other; npm run screenshots takes them", () => {
    const wanted = SCREENS.flatMap(({ name, shops }) =>
      shops.flatMap((size) => SIGHTS.map((sight) => screenshotName(name, size, sight))),
    )
    expect(readdirSync("docs/screenshots").toSorted()).toEqual([...wanted, "README.md", "readme.webp"].toSorted())
    expect(readFileSync("docs/screenshots/README.md", "utf8")).toBe(screenshotIndex())
  })
})
