import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "colophon-sandbox-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it("the sandbox runs alone, says where it is, and stops when told", async () => {
  const args = ["src/cli.ts", "sandbox", "--charge-log", join(folder, "charges.jsonl")]
  const sandbox = spawn("node", args, { stdio: ["ignore", "pipe", "ignore"] })
  const said = await new Promise<string>((heard) => sandbox.stdout.once("data", (chunk) => heard(String(chunk))))
  const address = said.trim().replace("OPENROUTER_BASE_URL=", "")
  const charges = await fetch(new URL("/sandbox/charges", address))
  expect(await charges.json()).toEqual({ charges: [], total: "0" })
  sandbox.kill("SIGTERM")
  expect(await new Promise((gone) => sandbox.once("exit", gone))).toBe(0)
})
