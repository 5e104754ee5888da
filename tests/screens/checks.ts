/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Page } from "playwright-core"

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
/** The narrowest screen there shall be. */
const NARROWEST = 360
const TABS = 60

/** Each check answers what is wrong, a line each; nothing wrong is no lines. */
export async function axe(page: Page, rules: readonly string[] | "all"): Promise<string[]> {
  // By the debugger's evaluate, which the page's Content-Security-Policy does not bind.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE)
  await settle(page)
  const runOnly = rules === "all" ? { type: "tag", values: TAGS } : { type: "rule", values: rules }
  return page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
      type Violation = {
        id: string
        impact: string
        help: string
        nodes: { target: string[]; failureSummary: string }[]
      }
      const { violations } = await axe.run(options)
      return violations.map(({ id, impact, help, nodes }) => {
        const [first] = nodes
        return `${impact}: ${id} (${help}) × ${nodes.length}, first ${first?.target.join(" ")}: ${first?.failureSummary}`
      })
    },
    { runOnly, resultTypes: ["violations"] },
  )
}

/** Ends what is on its way: half-way from day to night no contrast is right. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()
  })

export async function sideways(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 }
  await page.setViewportSize({ ...before, width: NARROWEST })
  const found = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll("main *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    )
    const names = wide.slice(-3).map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
    return [`scrolls sideways: ${scrollWidth} in ${clientWidth} px, by ${names.join(", ")}`]
  })
  await page.setViewportSize(before)
  return found
}

export const headings = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((one) => one.checkVisibility())
    const levels = shown.map((one) => Number(one.tagName[1]))
    const jumps = levels.flatMap((level, i) =>
      level > (levels[i - 1] ?? 0) + 1 ? [`heading “${shown[i]?.textContent?.trim()}” jumps to level ${level}`] : [],
    )
    const tops = levels.filter((level) => level === 1).length
    return tops === 1 ? jumps : [`${tops} h1`, ...jumps]
  })

/** From the top of the page, Tab comes to it, and everything on the way shows that it has the focus. */
export async function keyboard(page: Page, main: string): Promise<string[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    getSelection()?.removeAllRanges()
  })
  const goal = await page.locator(main).first().elementHandle()
  const unseen = new Set<string>()
  for (let tab = 0; tab < TABS; tab++) {
    await page.keyboard.press("Tab")
    const at = await page.evaluate((goal) => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      // A radio may lend its outline to the label beside it.
      const shown = [element, element.nextElementSibling, element.parentElement].some((one) => {
        const style = one && getComputedStyle(one)
        return style && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2
      })
      return {
        shown,
        name: `${element.tagName.toLowerCase()} “${element.textContent?.trim().slice(0, 30)}”`,
        is: element === goal,
      }
    }, goal)
    if (at && !at.shown) unseen.add(`no visible focus on ${at.name}`)
    if (at?.is) return [...unseen]
  }
  return [...unseen, `Tab does not come to ${main}`]
}

/** With motion reduced, nothing goes on moving. */
export async function motion(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: "reduce" })
  await settle(page)
  const found = await page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.playState === "running")
      .map((animation) => {
        const effect = animation.effect as KeyframeEffect | null
        return `moves although motion is reduced: ${effect?.target?.className}${effect?.pseudoElement ?? ""}`
      }),
  )
  await page.emulateMedia({ reducedMotion: null })
  return found
}
