import { SCREENS } from "../tests/screens/screens.ts"
import type { ShopSize } from "../tests/support/shop.ts"

type Sight = { width: 1280 | 390; scheme: "light" | "dark" }

/** How each screen is shown. */
export const SIGHTS: readonly Sight[] = [
  { width: 1280, scheme: "light" },
  { width: 1280, scheme: "dark" },
  { width: 390, scheme: "light" },
  { width: 390, scheme: "dark" },
]

/** <screen>-<books>-<width>-<scheme>.webp; nobody has a book before there is anybody. */
export const screenshotName = (screen: string, size: ShopSize, { width, scheme }: Sight): string =>
  `${screen}-${size === "unset" ? 0 : size}-${width}-${scheme}.webp`

/** docs/screenshots/README.md: every screenshot by its name. */
export function screenshotIndex(): string {
  const rows = SCREENS.flatMap(({ name, shops }) =>
    shops.map((size) => {
      const links = SIGHTS.map((sight) => `[${sight.width} ${sight.scheme}](${screenshotName(name, size, sight)})`)
      return `| ${name} | ${size === "unset" ? 0 : size} | ${links.join(" · ")} |`
    }),
  )
  return `# Every screen

Taken by \`npm run screenshots\` from the real app, with the shop of \`tests/support/shop.ts\` in it: no book and one without a key, thirty with one. The pictures and their prices are the sandbox's, also where no band says so. Long pages are cut.

| screen | books | 1280 and 390 px, day and night |
|---|---|---|
${rows.join("\n")}
`
}
