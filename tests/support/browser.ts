import { existsSync } from "node:fs"
import { type Browser, chromium as playwright } from "playwright-core"

const DEBIAN = "/usr/bin/chromium"

/** Headless Chromium from npm alone; Debian's where that one cannot run. */
export async function openBrowser(): Promise<Browser> {
  // Tells the package to unpack its own libraries too, so that none of the system's are needed.
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs22.x"
  const quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
  try {
    const { default: packaged } = await import("@sparticuz/chromium")
    const executablePath = await packaged.executablePath()
    return await playwright.launch({ executablePath, args: [...packaged.args, ...quiet], headless: true })
  } catch (error) {
    if (!existsSync(DEBIAN)) throw error
    return playwright.launch({ executablePath: DEBIAN, args: quiet, headless: true })
  }
}
