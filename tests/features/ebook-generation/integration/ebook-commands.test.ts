import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { count, eq } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ebooks } from "../../../../src/features/ebook-generation/infrastructure/tables.ts"
import { ebookCommands } from "../../../../src/features/ebook-generation/presentation/cli.ts"
import { terminalOfEachTest } from "../../../support/terminal.ts"
import { until } from "../../../support/until.ts"
import { type House, openHouse } from "./pages-house.ts"

let house: House
const terminal = terminalOfEachTest()
beforeAll(async () => {
  house = await openHouse({ simulated: true, signedIn: true })
})
afterAll(() => house.close())

const run = (...words: string[]) => ebookCommands(house.deps).parseAsync(words, { from: "user" })
const create = (...words: string[]) =>
  run("create", "--theme", "mandalas", "--pages", "24", "--title", "Quiet Circles", ...words)
const booksStored = async () => (await house.db.select({ books: count() }).from(ebooks))[0]?.books

/** Ends the book that is asked for as a worker would, a moment later; the last charge is booked a moment after that. */
async function endAs(status: "draft" | "failed", problem: string | null) {
  const requested = () => house.db.select().from(ebooks).where(eq(ebooks.status, "requested"))
  await until(async () => (await requested()).length > 0)
  await new Promise((wake) => setTimeout(wake, 300))
  for (const { id } of await requested()) {
    await house.drawAll(id)
    const last = await house.attempt(id, 1, { outcome: "succeeded" })
    await house.attempt(id, 2, { outcome: "unknown" })
    if (problem !== null) await house.setPage(id, 2, { status: "failed", problem })
    await house.db.update(ebooks).set({ status, reasonMessage: problem }).where(eq(ebooks.id, id))
    house.hint.send(null)
    await new Promise((wake) => setTimeout(wake, 300))
    await house.charge(last, { ebookId: id, pageNumber: 1, amount: "0.0387243" })
    house.hint.send(null)
  }
}

describe("ebook create", () => {
  it("prints the id and about what the book will cost", async () => {
    await create()
    const [book] = await house.db.select().from(ebooks)
    expect(terminal.out).toBe(`${book?.id}\nabout $1.09 (1.09–1.64), simulated\n`)
    await house.db.update(ebooks).set({ status: "cancelled" })
  })

  it.each([
    [["--pages", "200"], "--pages takes a whole number from 24 to 100."],
    [["--pages", "x"], "--pages takes a whole number from 24 to 100."],
    [["--theme", "cars"], "--theme takes one of dinosaurs, mandalas."],
    [["--title", ""], "--title takes text of 1 to 200 characters."],
    [["--audience", "all"], "--audience takes one of 3-5, 6-8, 9-12, adults."],
    [["--out", "/dev/null/x"], "--out takes a folder that can be written"],
  ])("refuses %j in the API's sentence with the option's name, and makes nothing", async (wrong, sentence) => {
    const before = await booksStored()
    await expect(create(...wrong)).rejects.toThrow(sentence)
    expect(await booksStored()).toBe(before)
  })

  it("names every option that is missing", async () => {
    await expect(run("create")).rejects.toThrow(/--theme takes .*--pages takes|--title takes .*--pages takes/)
  })

  it("waits until the last charge is booked, tells each finished page once, and says the exact cost with what is not in it", async () => {
    await Promise.all([create("--wait"), endAs("draft", null)])
    expect(terminal.out).toContain(
      "Quiet Circles: draft, 26 of 26 drawn.\nCost: $0.0387243 + 1 unresolved, simulated.\n",
    )
    expect(terminal.err.match(/is drawn/g)).toHaveLength(26)
    expect(process.exitCode).toBeUndefined()
  })

  it("fails for a book that failed, writes nothing, and lets no terminal code of a provider through", async () => {
    const out = join(house.folder, "nothing")
    await Promise.all([create("--out", out), endAs("failed", "Bad \u001b[31mprompt")])
    expect(process.exitCode).toBe(1)
    expect(terminal.out).toContain("Quiet Circles: failed, 25 of 26 drawn.\nBad  [31mprompt\n")
    expect(terminal.out).toContain(`Nothing was written to ${out}.`)
    expect(`${terminal.out}${terminal.err}`).not.toContain("\u001b")
    expect(readdirSync(join(out, "pages"))).toEqual([])
  })

  it("writes a PDF and every page, and one JSON document to stdout", async () => {
    const out = join(house.folder, "book")
    await Promise.all([create("--out", out, "--json"), endAs("draft", null)])
    const document = JSON.parse(terminal.out)
    expect(document).toMatchObject({
      title: "Quiet Circles",
      status: "draft",
      cost: { amount: "0.0387243", unresolvedCount: 1 },
    })
    expect(document.files).toHaveLength(27)
    const names = readdirSync(join(out, "pages")).sort()
    expect([names.length, names[0], names[1], names.at(-1)]).toEqual([
      26,
      "000-cover.png",
      "001.png",
      "025-back-cover.png",
    ])
    expect(readFileSync(join(out, "quiet-circles.pdf")).subarray(0, 5).toString()).toBe("%PDF-")
  })
})

describe("ebook list", () => {
  it("tells every book in a line, or as one JSON document", async () => {
    await run("list")
    expect(terminal.out.trim().split("\n")).toHaveLength(Number(await booksStored()))
    expect(terminal.out).toContain("draft\t26/26\t$0.0387243 + 1 unresolved, simulated\tQuiet Circles")
    terminal.out = ""
    await run("list", "--json")
    expect(JSON.parse(terminal.out)).toMatchObject({ total: await booksStored(), items: expect.arrayContaining([]) })
  })
})
