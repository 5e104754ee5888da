import fc from "fast-check"
import { expect, it } from "vitest"
import { localPath } from "../../../../src/features/access/domain/local-path.ts"

const HOME = "http://127.0.0.1:3000"
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "/",
        "\\",
        "//",
        ".",
        "..",
        "\t",
        "\n",
        "\r",
        "@",
        ":",
        "?",
        "#",
        "%2f",
        "%5c",
        " ",
        "http:",
        "javascript:",
      ),
      fc.constantFrom("evil.example", "evil.example:80", "user:pw@evil.example", "[::1]", "login"),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""))

it("leads nowhere but to this server, whatever was asked for", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        nasty,
        nasty.map((text) => `/${text}`),
      ),
      (wanted) => {
        const path = localPath(wanted)
        expect(path).toMatch(/^\/(?![/\\])[!-~]*$/)
        for (const home of [HOME, "https://books.example"]) {
          expect(new URL(path, `${home}/login`).origin).toBe(home)
        }
      },
    ),
    { numRuns: 5_000 },
  )
})

it("says the same about its own answer", () => {
  fc.assert(fc.property(nasty, (text) => localPath(localPath(`/${text}`)) === localPath(`/${text}`)))
})

it.each(["/", "/dashboard/ebooks/1", "/dashboard/costs?from=2026-01-01&to=2026-01-31#models", "/a%20b?q=%2F%2Fx"])(
  "leads to %s",
  (wanted) => {
    expect(localPath(wanted)).toBe(wanted)
  },
)

it.each([
  "",
  "dashboard",
  "//evil.example/x",
  "/\\evil.example/x",
  "/\t/evil.example/x",
  "/login",
  "/login?next=/x",
  "/x/../login",
  "/logout",
  `/${"x".repeat(2_001)}`,
])("leads to the front page instead of %j", (wanted) => {
  expect(localPath(wanted)).toBe("/")
})
