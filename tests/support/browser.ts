import { existsSync, mkdirSync } from "node:fs"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import { type Browser, chromium as playwright } from "playwright-core"

const DEBIAN = "/usr/bin/chromium"
/**
 * In one process a page may fetch with the cookies of another context; without web security it is no browser people
 * have; an imitated graphics card takes twice the time of none.
 */
const UNWANTED =
  /^--(single-process|disable-web-security|use-gl=|use-angle=|enable-unsafe-swiftshader|ignore-gpu-blocklist)/

/** Headless Chromium from npm alone; Debian's where that one cannot run. */
export async function openBrowser(): Promise<Browser> {
  // Tells the package to unpack its own libraries too, so that none of the system's are needed.
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs22.x"
  const quiet = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ]
  try {
    const { executablePath, args } = await unpackedForMe(async () => {
      const { default: packaged } = await import("@sparticuz/chromium")
      const args = packaged.args.filter((arg) => !UNWANTED.test(arg))
      return { executablePath: await packaged.executablePath(), args }
    })
    return await playwright.launch({ executablePath, args: [...args, ...quiet], headless: true })
  } catch (error) {
    if (!existsSync(DEBIAN)) throw error
    return playwright.launch({ executablePath: DEBIAN, args: quiet, headless: true })
  }
}

/** The package unpacks itself into the temporary folder under a fixed name; another user's copy there cannot be run. */
async function unpackedForMe<T>(unpack: () => Promise<T>): Promise<T> {
  const before = process.env["TMPDIR"]
  const mine = join(tmpdir(), `colophon-chromium-${userInfo().uid}`)
  mkdirSync(mine, { recursive: true, mode: 0o700 })
  process.env["TMPDIR"] = mine
  try {
    return await unpack()
  } finally {
    if (before === undefined) delete process.env["TMPDIR"]
    else process.env["TMPDIR"] = before
  }
}
