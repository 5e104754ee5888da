import type { Command } from "commander"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openTestApp, type TestApp } from "../support/app.ts"
import { terminalOfEachTest } from "../support/terminal.ts"
import { type Document, judge, operationsOf, successOf } from "./openapi.ts"

let test: TestApp
let document: Document
const terminal = terminalOfEachTest()
beforeAll(async () => {
  test = await openTestApp({ real: false, leaseSeconds: 3 })
  document = (await test.call("GET", "/api/openapi.json")).body
})
afterAll(() => test.close())

function ebookCommand(): Command {
  const command = test.app.commands().find((one) => one.name() === "ebook")
  if (!command) throw new Error("there is no command ebook")
  for (const one of [command, ...command.commands]) one.exitOverride()
  return command
}
const run = (...words: string[]) => ebookCommand().parseAsync(words, { from: "user" })
const create = (...words: string[]) =>
  run("create", "--theme", "mandalas", "--pages", "24", "--title", "Quiet Circles", ...words)

function shapeOf(name: string) {
  const operation = operationsOf(document).find((one) => one.name === name)
  if (!operation) throw new Error(`there is no ${name}`)
  const { answer } = successOf(operation)
  return judge(document, answer.content?.["application/json"]?.schema ?? {})
}

describe("what a command tells as JSON has the shape of the API", () => {
  it("ebook create answers like POST /ebooks", async () => {
    await create("--json")
    expect(shapeOf("POST /ebooks").safeParse(JSON.parse(terminal.out)).error?.issues).toBeUndefined()
  })

  it("ebook list answers like GET /ebooks, with all books on one page", async () => {
    await create("--json")
    terminal.out = ""
    await run("list", "--json")
    const told = JSON.parse(terminal.out)
    expect(shapeOf("GET /ebooks").safeParse(told).error?.issues).toBeUndefined()
    expect(told).toMatchObject({ page: 1, pageSize: told.items.length, total: told.items.length })
    expect((await test.call("GET", "/api/v1/ebooks")).body.items).toEqual(told.items)
  })
})

describe("ebook create --trim", () => {
  it("chooses the size of the book, which is 8.5x11 without it", async () => {
    await create("--trim", "6x9", "--json")
    await create("--json")
    const { body } = await test.call("GET", "/api/v1/ebooks?pageSize=2")
    expect(body.items.map(({ trim }: { trim: string }) => trim)).toEqual(["8.5x11", "6x9"])
  })

  it("refuses a size that KDP does not know, in the API's sentence", async () => {
    await expect(create("--trim", "9x9")).rejects.toThrow(/^--trim takes one of 8\.5x11, .*8\.27x11\.69\.$/)
  })
})

describe("a command that is written wrong", () => {
  it.each([
    [["create", "--colour", "red"], "error: unknown option '--colour'"],
    [["create", "--pages"], "error: option '--pages <number>' argument missing"],
    [["create", "book"], "error: too many arguments"],
    [["draw"], "error: unknown command 'draw'"],
  ])("%j gets one sentence", async (words, sentence) => {
    await expect(run(...words)).rejects.toThrow()
    expect(terminal.err).toContain(sentence)
    expect(terminal.err.trim().split("\n").length).toBeLessThan(3)
  })

  it("names what is missing with one sentence for each option", async () => {
    await expect(run("create")).rejects.toThrow(
      /^--title takes [^.]*\. --theme takes one of dinosaurs, mandalas\. --pages takes a whole number from 24 to 100\.$/,
    )
  })
})

describe("ebook create --help", () => {
  it("fits a terminal of 80 columns and says what every option takes", async () => {
    const help =
      ebookCommand()
        .commands.find((one) => one.name() === "create")
        ?.helpInformation() ?? ""
    expect(help).toContain("--trim <size>")
    for (const line of help.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80)
  })
})
