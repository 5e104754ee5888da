import { spawnSync } from "node:child_process"
import { existsSync, globSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"

/** Paths of this project that a document names, in backticks. */
const pathsIn = (text: string) =>
  [...text.matchAll(/`((?:src|tests|docs|scripts|config|\.ci)\/[\w./-]*)`/g)].map((match) => match[1] ?? "")
const documents = [...globSync("*.md"), ...globSync("docs/**/*.md"), ...globSync("src/**/README.md")]

describe("documents cannot lie", () => {
  it.each(documents)("%s names only what is there", (document) => {
    const missing = pathsIn(readFileSync(document, "utf8")).filter((path) => !existsSync(path))
    expect(missing).toEqual([])
  })

  it("docs/events.md is what the code says", () => {
    const run = spawnSync("node", ["scripts/event-catalogue.ts", "--check"], { encoding: "utf8" })
    expect(run.stderr).toBe("")
    expect(run.status).toBe(0)
  })

  it("a decision record has at most 30 lines", () => {
    const long = globSync("docs/adr/*.md").filter(
      (file) => readFileSync(file, "utf8").trimEnd().split("\n").length > 30,
    )
    expect(long).toEqual([])
  })

  it("a feature's README is one screen", () => {
    const long = globSync("src/features/*/README.md").filter(
      (file) => readFileSync(file, "utf8").split("\n").length > 45,
    )
    expect(long).toEqual([])
  })

  it("the plan is mapped whole: its 7 phases, 18 new files and 10 steps", () => {
    const plan = readFileSync("docs/plan.md", "utf8")
    const section = (title: string) => plan.split(`## ${title}`)[1]?.split("\n## ")[0] ?? ""
    const rows = (title: string) =>
      section(title)
        .split("\n")
        .filter((line) => /^\| (?!plan|step|---)/.test(line))
        .map((line) => line.split("|")[1]?.trim() ?? "")
    expect(new Set(rows("Phases").map((row) => row[0]))).toEqual(new Set(["1", "2", "3", "4", "5", "6", "7"]))
    expect(rows("New files")).toHaveLength(18)
    expect(rows("Validation flow").map((row) => Number.parseInt(row, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const unanswered = plan.split("\n").filter((line) => /^\| \d/.test(line) && !/`|departure|“/.test(line))
    expect(unanswered).toEqual([])
  })
})
