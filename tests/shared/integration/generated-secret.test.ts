import { spawn } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { generatedSecret } from "../../../src/shared/generated-secret.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "colophon-secret-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const OTHER_PROCESS = `
  const { generatedSecret } = await import("./src/shared/generated-secret.ts")
  const asked = Array.from({ length: 20 }, () => generatedSecret(process.argv[1]))
  console.log(JSON.stringify(await Promise.all(asked)))
`

describe("a secret that is made at the first start", () => {
  it("is one, however many processes make it at the same instant, and only its owner may read it", async () => {
    const path = join(folder, "secrets", "session")
    const others = Array.from({ length: 3 }, async () => {
      const args = ["--input-type=module", "-e", OTHER_PROCESS, path]
      return JSON.parse(await text(spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] }).stdout))
    })
    const told = (await Promise.all(others)).flat()
    expect(told).toHaveLength(60)
    expect(new Set([...told, await generatedSecret(path)]).size).toBe(1)
    expect(told[0]).toMatch(/^[\w-]{43}$/)
    expect(readdirSync(join(folder, "secrets"))).toEqual(["session"])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })
})
