import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const PAPERS = ["README.md", "docs/operating.md", "CONTRIBUTING.md"]

/** The commands of a paper, in their order: its blocks for the shell, without their remarks. */
const commandsOf = (paper: string): string[] =>
  [...readFileSync(paper, "utf8").matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap((block) => (block[1] ?? "").split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "")
    .flatMap((line) => line.split(" && "))

/** These are run by .ci/run itself, on a fresh clone. */
const BY_THE_BUILD = ["npm ci", "npm test", "npm run check"]
const START = "npm start"

let copy: string
let server: ChildProcess
let setUpLink: string
let env: NodeJS.ProcessEnv

/** A copy of the tree as it stands, so that a command may write where it writes. */
beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), "colophon-papers-"))
  const { stdout } = spawnSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { encoding: "utf8" })
  for (const file of stdout.split("\0")) if (file && existsSync(file)) cpSync(file, join(copy, file))
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"))
  const { PATH, HOME } = process.env
  env = { PATH, HOME, PORT: await freePort() }
  server = spawn("npm", ["start"], { cwd: copy, env })
  setUpLink = await linkFrom(server)
}, 60_000)

afterAll(async () => {
  server.kill("SIGKILL")
  rmSync(copy, { recursive: true, force: true })
}, 30_000)

async function freePort(): Promise<string> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, "127.0.0.1", listening))
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  return String(typeof address === "object" ? address?.port : 0)
}

function linkFrom(child: ChildProcess): Promise<string> {
  let said = ""
  return new Promise((found, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        said += chunk
        const link = /http:\S+\/setup\?token=[\w-]+/.exec(said)
        if (link) found(link[0])
      })
    }
    child.once("exit", () => failed(new Error(`the server ended: ${said}`)))
  })
}

describe("every command of the newcomer's papers works as it stands there", () => {
  it.each(BY_THE_BUILD)("%s is run by .ci/run", (command) => {
    expect(
      readFileSync(".ci/run", "utf8")
        .split("\n")
        .some((line) => line.startsWith(command)),
    ).toBe(true)
  })

  it(`${START} serves at the address it says, and its log shows a set-up link that opens`, async () => {
    const answer = await fetch(setUpLink)
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('name="password"')])
  })

  const elsewhere = [...BY_THE_BUILD, START]
  const commands = PAPERS.flatMap((paper) => commandsOf(paper).map((command) => ({ paper, command }))).filter(
    ({ command }, i, all) => !elsewhere.includes(command) && all.findIndex((one) => one.command === command) === i,
  )
  it.each(commands)("$command ($paper)", { timeout: 120_000 }, async ({ command }) => {
    const child = spawn("sh", ["-c", command], { cwd: copy, env })
    let said = ""
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        said += chunk
      })
    }
    const status = await new Promise((gone) => child.once("close", gone))
    expect([status, said]).toEqual([0, expect.any(String)])
  })

  it("a SIGTERM for npm stops the server, which lets its database go", async () => {
    server.kill("SIGTERM")
    await new Promise((gone) => server.once("exit", gone))
    await expect(fetch(setUpLink)).rejects.toThrow("fetch failed")
    expect(existsSync(join(copy, "data", "postgres", "postmaster.pid"))).toBe(false)
  })

  it("reads more than a handful of commands", () => expect(commands.length).toBeGreaterThan(8))
})

describe("the list of scripts", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }

  it("has at most a dozen, and npm run help says what each is for", () => {
    const { stdout, status } = spawnSync("node", ["scripts/help.ts"], { encoding: "utf8" })
    expect(status).toBe(0)
    for (const name of Object.keys(scripts)) expect(stdout).toMatch(new RegExp(`^npm run ${name} +\\w`, "m"))
    expect(Object.keys(scripts).length).toBeLessThanOrEqual(12)
  })
})

describe("the README", () => {
  it("is at most two screens, and shows the real app", () => {
    expect(readFileSync("README.md", "utf8").split("\n").length).toBeLessThanOrEqual(80)
    const [, picture = ""] = /!\[[^\]]+\]\(([^)]+)\)/.exec(readFileSync("README.md", "utf8")) ?? []
    expect(existsSync(picture)).toBe(true)
  })
})

describe("the operator's settings", () => {
  it("are those that the program reads, and no others", () => {
    const read = [...readFileSync("src/settings.ts", "utf8").matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name)
    const table = readFileSync("docs/operating.md", "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| `"))
    const told = table.flatMap((line) =>
      [...(line.split("|")[1] ?? "").matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    )
    expect(told.toSorted()).toEqual(read.toSorted())
  })
})
