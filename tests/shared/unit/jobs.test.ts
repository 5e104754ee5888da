import { describe, expect, it } from "vitest"
import { startJobs } from "../../../src/shared/jobs.ts"
import { createLog } from "../../../src/shared/log.ts"

const noHints = { send: () => {}, onHint: () => () => {}, close: async () => {} }

describe("a chore", () => {
  it("is done again and again, also after it failed, until it is stopped", async () => {
    const lines: string[] = []
    const thrice = Promise.withResolvers<void>()
    let runs = 0
    const run = async () => {
      runs += 1
      if (runs === 1) throw new Error("the database is away")
      if (runs === 3) thrice.resolve()
    }
    const log = createLog("info", { write: (line) => void lines.push(line) })
    const chores = startJobs([{ name: "sweeping", everyMs: 1, run }], noHints, log)
    await thrice.promise
    await chores.stop()
    const done = runs
    await new Promise((later) => setTimeout(later, 20))
    expect(runs).toBe(done)
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: "error", job: "sweeping" }])
  })
})
