import { spawn } from "node:child_process"
import { once } from "node:events"
import { appendFile, readFile, writeFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import { readChargeLog, total } from "../../src/sandbox/charge-log.ts"
import { toText } from "../../src/shared/money.ts"
import { COVER_MODEL, freshLog, PAGE_MODEL, PROMPT, running } from "./running.ts"

const OTHER_PROCESS = `
  const { startSandbox } = await import("./src/sandbox/sandbox.ts")
  const { loadModelList } = await import("./src/shared/model-list.ts")
  const sandbox = await startSandbox({ models: loadModelList("config/models.yaml"), chargeLogPath: process.argv[1], port: 0, latencyMs: 0 })
  console.log(sandbox.url)
  process.stdin.on("end", () => sandbox.close()).resume()
`

describe("the charge log", () => {
  it("has a charge with the attempt, model, tokens and exact cost before the answer arrives", async () => {
    const { ask, path, charges } = await running()
    const response = await ask({}, { "x-session-id": "attempt-7" })
    expect(await readChargeLog(path)).toEqual([
      {
        at: expect.stringMatching(/Z$/),
        generationId: response.headers.get("x-generation-id"),
        attemptId: "attempt-7",
        model: PAGE_MODEL,
        promptTokens: 81,
        imageTokens: 1290,
        cost: "0.0387243",
        requestSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ])
    await ask({ model: COVER_MODEL })
    expect(await charges()).toMatchObject({ charges: [{}, { attemptId: null, cost: "0.134562" }], total: "0.1732863" })
  })

  it("loses and doubles nothing when two processes and two instances append to one file", async () => {
    const path = await freshLog()
    const [one, two] = [await running({ chargeLogPath: path }), await running({ chargeLogPath: path })]
    const other = spawn(process.execPath, ["--input-type=module", "-e", OTHER_PROCESS, path], {
      stdio: ["pipe", "pipe", "inherit"],
    })
    const url = String((await once(other.stdout, "data"))[0]).trim()
    await one.order({ kind: "no-image", times: 12 })
    const far = (attempt: string) =>
      fetch(`${url}/images`, {
        method: "POST",
        headers: { authorization: "Bearer k", "x-session-id": attempt },
        body: JSON.stringify({ model: PAGE_MODEL, prompt: PROMPT, aspect_ratio: "3:4" }),
      })
    const near = (attempt: string) => (attempt.endsWith("1") ? one : two).ask({}, { "x-session-id": attempt })
    const asked = Array.from({ length: 24 }, (_, i) => `attempt-${i}`)
    const answers = await Promise.all(asked.map((attempt, i) => (i % 2 ? far(attempt) : near(attempt))))
    expect(answers.map(({ status }) => status)).toEqual(asked.map(() => 200))
    await Promise.all(answers.map((answer) => answer.text()))
    other.stdin.end()
    await once(other, "exit")
    const charges = await readChargeLog(path)
    expect(charges.map(({ attemptId }) => attemptId).toSorted()).toEqual(asked.toSorted())
    expect(new Set(charges.map(({ generationId }) => generationId)).size).toBe(24)
    expect(toText(total(charges))).toBe("0.9293832")
    expect((await one.charges()).total).toBe("0.9293832")
  })

  it("reads around a torn line, which was never answered for, and starts the next charge on a line of its own", async () => {
    const { ask, path } = await running()
    await (await ask()).text()
    await appendFile(path, '{"at":"2026-11-23T10:00:00.000Z","generationId":"gen-to')
    expect(await readChargeLog(path)).toHaveLength(1)
    await (await ask()).text()
    expect(await readChargeLog(path)).toHaveLength(2)
    expect((await readFile(path, "utf8")).split("\n")).toHaveLength(4)
  })

  it("takes no file for no charges, but does not read on over a line that is whole and wrong", async () => {
    const path = await freshLog()
    expect(await readChargeLog(path)).toEqual([])
    await writeFile(path, '{"cost":"0.01"}\n')
    await expect(readChargeLog(path)).rejects.toThrow()
  })
})
