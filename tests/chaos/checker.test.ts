import { join } from "node:path"
import { Client } from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { judge } from "../../scripts/chaos/checker.ts"
import { type History, readHistory } from "../../scripts/chaos/history.ts"
import { NEW_BOOK, openTestApp, type TestApp } from "../support/app.ts"
import { ABOUT_EVENTS } from "./lies/events.ts"
import type { Scene } from "./lies/lie.ts"
import { ABOUT_MONEY } from "./lies/money.ts"
import { ABOUT_PAGES } from "./lies/pages.ts"
import { A_LIFE, ABOUT_PROCESSES } from "./lies/processes.ts"

const LIES = [...ABOUT_MONEY, ...ABOUT_PAGES, ...ABOUT_EVENTS]

type Told = Scene["good"]

let app: TestApp
let client: Client
let scene: Scene

/** One book, with an answer that is lost, one without a picture and one whose usage cannot be read. */
beforeAll(async () => {
  app = await openTestApp({ real: true, leaseSeconds: 10 })
  await app.orderFaults([{ kind: "charged-then-reset" }, { kind: "no-image" }, { kind: "odd-usage" }])
  app.draw()
  const { body } = await app.call("POST", "/api/v1/ebooks", NEW_BOOK)
  await app.untilEbookIs(body.id, "draft")
  await app.untilHandled()
  client = new Client({ connectionString: app.kernel.url })
  await client.connect()
  const { dataDir } = app
  scene = {
    ask: (query) => client.query(query),
    dataDir,
    chargeLogPath: join(dataDir, "charges.jsonl"),
    good: {} as Told,
  }
  scene.good = await read()
})
afterAll(async () => {
  await client?.end()
  await app?.close()
})

const read = () => readHistory({ ...scene, api: async () => (await app.call("GET", "/api/v1/costs")).body.total })

/** All was drawn by one worker, which was stopped in good order. */
const wholeOf = (told: Told, more: Partial<History> = {}): History => {
  const entries = told.attempts.map(({ id, sentAt }) => ({ at: sentAt, called: id }))
  return { ...told, lives: [{ ...A_LIFE, entries }], outages: [], freezes: [], ...more }
}

const complaints = (history: History) => judge(history).filter(({ wrong }) => wrong.length > 0)

describe("the history checker", () => {
  it("finds nothing wrong with a good history, and has looked at something in each check", () => {
    expect(complaints(wholeOf(scene.good))).toEqual([])
    const idle = judge(wholeOf(scene.good)).filter(({ of }) => of === 0)
    expect(idle.map(({ says }) => says)).toEqual([
      "no answer lies in the spool unbooked",
      "no difference between a book's reports and its charges was found",
    ])
  })

  it.each(LIES)("finds that $lie", async ({ foundBy, tell }) => {
    await client.query("begin")
    await client.query("set local session_replication_role = replica")
    const mend = await tell(scene)
    try {
      const found = complaints(wholeOf(await read()))
      expect(found.map(({ says }) => says).join("\n")).toContain(foundBy)
      expect(found.flatMap(({ wrong }) => wrong).every((id) => id.length > 10)).toBe(true)
    } finally {
      await mend?.()
      await client.query("rollback")
    }
  })

  it.each(ABOUT_PROCESSES)("finds that $lie", ({ foundBy, more }) => {
    const found = complaints(wholeOf(scene.good, more(scene.good)))
    expect(found.map(({ says }) => says)).toEqual([expect.stringContaining(foundBy)])
  })

  it("has a lie for every check", () => {
    const told = [...LIES, ...ABOUT_PROCESSES].map(({ foundBy }) => foundBy)
    const unproven = judge(wholeOf(scene.good)).filter(({ says }) => !told.some((part) => says.includes(part)))
    expect(unproven.map(({ says }) => says)).toEqual([])
  })
})
