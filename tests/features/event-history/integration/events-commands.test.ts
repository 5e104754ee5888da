import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { terminalOfEachTest } from "../../../support/terminal.ts"
import { book } from "../../ebook-catalog/events.ts"
import { type History, openHistory } from "../history.ts"

const NAMING = "event-history.name-ebook-when-requested-or-renamed"
let history: History
const terminal = terminalOfEachTest()
const requested = book("dino", true).requested({})
beforeAll(async () => {
  history = await openHistory()
  await history.happen(requested, book("dino", true).begun(), book("sea", true).requested({ title: "Sea" }))
})
afterAll(() => history.close())

function run(...words: string[]) {
  const command = history.app.commands().find((one) => one.name() === "events")
  if (!command) throw new Error("there is no command events")
  return command.parseAsync(words, { from: "user" })
}

describe("events list", () => {
  it("tells an event in a line, newest first, and under it what is not handled", async () => {
    const id = await history.park(requested.id, NAMING)
    await run("list", "--book", "dino")
    const [first, second, third] = terminal.out.split("\n")
    expect(first).toMatch(/^\S+Z\tDrawing was begun\tebook-generation\.ebook-generation-started\tdino$/)
    expect(second).toContain("\tSomebody asked for a book; its plan is made")
    expect(third).toMatch(new RegExp(`^\t${id}\tparked\t${NAMING}\t.*ebookId`))
    await history.mend(requested.id, "dino")
    await history.kernel.bus.retry(id)
    await history.untilHandled()
  })

  it("answers like GET /events with --json", async () => {
    await run("list", "--type", "ebook-generation.ebook-requested", "--limit", "1", "--json")
    const { body } = await history.call("GET", "/api/v1/events?type=ebook-generation.ebook-requested&pageSize=1")
    expect(JSON.parse(terminal.out)).toEqual(body)
    expect(body.total).toBe(2)
  })

  it("says so where nothing is like that, and refuses what it does not take", async () => {
    await run("list", "--state", "parked")
    expect([terminal.out, terminal.err]).toEqual(["", "No event is like that.\n"])
    await expect(run("list", "--state", "lost")).rejects.toThrow("--state takes one of pending, retried, parked.")
    await expect(run("list", "--limit", "0")).rejects.toThrow("--limit takes a whole number from 1 to 1000.")
  })
})

describe("events retry", () => {
  it("fails while the delivery does, and works once it is mended", async () => {
    const id = await history.park(requested.id, NAMING)
    await run("retry", id)
    expect([process.exitCode, terminal.err]).toEqual([1, expect.stringContaining("has not handled it: ")])
    process.exitCode = undefined
    await history.mend(requested.id, "dino")
    await run("retry", id, "--json")
    expect([process.exitCode, JSON.parse(terminal.out)]).toMatchObject([undefined, { id, state: "handled" }])
    await expect(run("retry", id)).rejects.toThrow("This delivery is handled already; nothing was tried again.")
  })

  it("tries all that are parked", async () => {
    await history.park(requested.id, NAMING)
    await run("retry", "--parked", "--json")
    expect([process.exitCode, JSON.parse(terminal.out)]).toEqual([1, { deliveries: 1, pending: 0, parked: 1 }])
    terminal.out = ""
    process.exitCode = undefined
    await history.mend(requested.id, "dino")
    await run("retry", "--parked")
    expect([process.exitCode, terminal.err]).toEqual([undefined, "1 tried again. All are handled.\n"])
    await run("retry", "--parked")
    expect(terminal.err).toContain("Nothing is parked.")
  })

  it("wants to know which, and knows only those there are", async () => {
    await expect(run("retry")).rejects.toThrow("Say which delivery by its id, or --parked")
    await expect(run("retry", "7", "--parked")).rejects.toThrow("Say which delivery by its id, or --parked")
    await expect(run("retry", "x")).rejects.toThrow("There is no such delivery.")
  })
})

describe("events replay", () => {
  it("gives a subscriber its events again and ends when they are handled", async () => {
    await run("replay", NAMING)
    expect([process.exitCode, terminal.err]).toEqual([undefined, `${NAMING} was given 2 again. All are handled.\n`])
    await run("replay", NAMING, "--from", "2099-01-01T00:00:00Z", "--json")
    expect(JSON.parse(terminal.out)).toEqual({
      ...{ subscriber: NAMING, from: "2099-01-01T00:00:00.000Z", deliveries: 0, pending: 0, parked: 0 },
    })
  })

  it("refuses a name that hears nothing and a time that is none", async () => {
    await expect(run("replay", "nobody")).rejects.toThrow(NAMING)
    await expect(run("replay", NAMING, "--from", "soon")).rejects.toThrow("--from takes an instant such as")
  })
})
