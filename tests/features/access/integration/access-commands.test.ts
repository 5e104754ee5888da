import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "drizzle-orm"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { terminalOfEachTest } from "../../../support/terminal.ts"
import { type House, MARA, openHouse } from "./house.ts"

const JO = "jo@paperbay.example"

let house: House
const terminal = terminalOfEachTest()
beforeAll(async () => {
  house = await openHouse()
})
beforeEach(async () => {
  await house.db.execute(sql`delete from access.users`)
  await house.db.execute(sql`delete from access.api_keys`)
})
afterAll(() => house.close())

async function run(name: string, ...words: string[]): Promise<string> {
  terminal.out = terminal.err = ""
  const command = house.feature.commands().find((one) => one.name() === name)
  await command?.parseAsync(words, { from: "user" })
  return terminal.out.trim()
}
const signIn = (email: string, password: string) => house.visit.signIn({ email, password })

describe("user create", () => {
  it("makes a strong password, prints it alone on terminal.out, and lets the person in; no set-up link is needed then", async () => {
    const password = await run("user", "create", "--email", "Jo@PaperBay.example")
    expect(password).toMatch(/^([a-zA-Z0-9]{5}-){3}[a-zA-Z0-9]{5}$/)
    expect(terminal.err).toBe(`${JO} can sign in.\n`)
    expect(await signIn(JO, password)).not.toBe("")
    expect(await house.feature.setUpLink()).toBeNull()
    expect(await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)).toBe("exists")
  })

  it("says it as one JSON document", async () => {
    const said = JSON.parse(await run("user", "create", "--email", JO, "--name", "Jo Okafor", "--json"))
    expect(said).toEqual({ id: expect.any(String), email: JO, name: "Jo Okafor", password: expect.any(String) })
  })

  it.each([
    [[], /^--email takes an e-mail address, such as mara@paperbay\.example\. --name takes/],
    [["--email", "jo@"], "--email takes an e-mail address, such as mara@paperbay.example."],
    [["--email", JO, "--name", ""], "--name takes one line of 1 to 100 characters."],
  ])("refuses %j in a sentence and makes nobody", async (words, sentence) => {
    await expect(run("user", "create", ...words)).rejects.toThrow(sentence)
    expect((await house.db.execute(sql`select from access.users`)).rowCount).toBe(0)
  })

  it("refuses an address that is taken, and leaves its password alone", async () => {
    const password = await run("user", "create", "--email", JO)
    await expect(run("user", "create", "--email", JO)).rejects.toThrow(
      `There is a user with ${JO}; reset-password sets them a new password.`,
    )
    expect(await signIn(JO, password)).not.toBe("")
  })
})

describe("user reset-password", () => {
  it("ends every session, forgets wrong tries, and prints what opens the house now", async () => {
    await house.feature.ensureFirstAdministrator(MARA.email, MARA.password)
    const cookie = await house.visit.signIn(MARA)
    for (let i = 0; i < 5; i++) await signIn(MARA.email, "not this one")
    const password = await run("user", "reset-password", "--email", MARA.email)
    expect((await house.visit.get("/dashboard", { cookie })).status).toBe(303)
    expect(await signIn(MARA.email, password)).not.toBe("")
    expect(await house.visit.signIn(MARA)).toBe("")
  })

  it("refuses an address nobody has", async () => {
    await expect(run("user", "reset-password", "--email", JO)).rejects.toThrow(
      `There is no user with ${JO}; create makes one.`,
    )
  })
})

describe("user list", () => {
  it("tells everybody in a line, or as one JSON document", async () => {
    await run("user", "create", "--email", JO, "--name", "Jo Okafor")
    expect(await run("user", "list")).toMatch(/^jo@paperbay\.example\tJo Okafor\t\S+Z\tnot seen yet$/)
    const { items, total } = JSON.parse(await run("user", "list", "--json"))
    expect([total, items[0]]).toMatchObject([1, { email: JO, lastSignInAt: null }])
  })
})

describe("api-key", () => {
  const status = async (key: string) =>
    (await house.visit.get("/api/v1/ebooks", { authorization: `Bearer ${key}` })).status

  it("create prints a key that opens the API; revoke shuts it out; list tells of both", async () => {
    const key = await run("api-key", "create", "--name", "Order desk")
    expect(await status(key)).toBe(200)
    expect(await run("api-key", "list")).toContain(`${key.slice(0, 13)}…\tOrder desk\t`)
    await run("api-key", "revoke", "--name", "Order desk")
    expect(await status(key)).toBe(401)
    expect([await run("api-key", "list"), terminal.err]).toEqual(["", "No key is in force.\n"])
    const listed = await run("api-key", "list", "--json")
    expect(JSON.parse(listed).items).toEqual([
      expect.objectContaining({ name: "Order desk", beginning: key.slice(0, 13), revokedAt: expect.any(String) }),
    ])
    expect(listed).not.toContain(key)
    expect(listed).not.toMatch(/hash|[0-9a-f]{64}/)
  })

  it("refuses a name that is missing, too long, taken or unknown", async () => {
    await run("api-key", "create", "--name", "Order desk")
    const takes = "--name takes one line of 1 to 100 characters."
    await expect(run("api-key", "create")).rejects.toThrow(takes)
    await expect(run("api-key", "create", "--name", "x".repeat(101))).rejects.toThrow(takes)
    await expect(run("api-key", "create", "--name", "Order desk")).rejects.toThrow(
      "There is a key called Order desk; revoke it first, or take another name.",
    )
    await expect(run("api-key", "revoke", "--name", "Other")).rejects.toThrow("There is no key called Other in force.")
  })
})

describe("the command itself, in a process of its own", () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "colophon-users-"))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  const colophon = (input: string, ...words: string[]) =>
    spawnSync("node", ["src/cli.ts", ...words], {
      input,
      encoding: "utf8",
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: house.url, LOG_LEVEL: "warn" },
    })

  it("takes the password from stdin, shows it nowhere, and fails with one sentence where it cannot", {
    timeout: 60_000,
  }, async () => {
    const made = colophon(`${MARA.password}\n`, "user", "create", "--email", MARA.email, "--password-stdin", "--json")
    expect([made.status, JSON.parse(made.stdout)]).toEqual([
      0,
      { id: expect.any(String), email: MARA.email, name: MARA.email },
    ])
    expect(`${made.stdout}${made.stderr}`).not.toContain(MARA.password)
    expect(await house.visit.signIn(MARA)).not.toBe("")
    const short = colophon("seven77\n", "user", "reset-password", "--email", MARA.email, "--password-stdin")
    expect([short.status, short.stdout, short.stderr]).toEqual([
      1,
      "",
      "--password-stdin takes a password of 8 to 128 characters.\n",
    ])
    expect(await house.visit.signIn(MARA)).not.toBe("")
  })
})
