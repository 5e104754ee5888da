import { sql } from "drizzle-orm"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import { readCsv } from "../csv.ts"
import { consumed, illustrated, lost, requested, usageOf } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"
import { shellOver } from "./exported-ledger.ts"
import { givenHold } from "./given-ledger.ts"

let ledger: Ledger
let shell: ReturnType<typeof shellOver>
let stdout = ""
let reader: (text: string) => Error | null
beforeAll(async () => {
  ledger = await openLedger()
  shell = shellOver(ledger)
  await ledger.happen(
    requested({ title: "Dino\u001b[2J Days" }),
    consumed({ attemptId: "drawn", usage: usageOf("0.1") }),
    consumed({ attemptId: "free", ebookId: "book-2", usage: usageOf("1234.000000000001"), pages: [2] }),
    consumed({ attemptId: "late", ebookId: null, usage: null, occurredAt: "2026-06-01T23:30:00Z" }),
    lost({ attemptId: "lost" }),
    consumed({ attemptId: "played", simulated: true, ebookId: "book-3", usage: usageOf("7") }),
    illustrated(1, "drawn"),
  )
  await givenHold(ledger.db, {
    attemptId: "held",
    ebookId: "book-1",
    amount: "0.05",
    occurredAt: "2026-06-01T10:00:00Z",
  })
})
afterAll(() => ledger.close())
beforeEach(() => {
  stdout = ""
  reader = () => null
  vi.spyOn(process.stdout, "write").mockImplementation((...told: unknown[]) => {
    stdout += String(told[0])
    const done = told.findLast((one) => typeof one === "function")
    done?.(reader(String(told[0])))
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

function run(name: string, ...words: string[]) {
  const command = ledger.feature.commands().find((one) => one.name() === name)
  if (!command) throw new Error(`there is no command ${name}`)
  return command.parseAsync(words, { from: "user" })
}
const answered = async (path: string) => (await shell.request(`/api/v1${path}`)).text()

describe("colophon costs", () => {
  it("tells the sum to the last digit, with what is not in it", async () => {
    await run("costs")
    expect(stdout).toMatch(/^total +\$1,234\.100000000001 +\+ 1 unpriced \+ 1 unresolved \+ 1 held, \$0\.05 +4 +1 /m)
  })

  it("tells each group in a line, its points below each other, books with their titles", async () => {
    await run("costs", "--by", "ebook")
    const lines = stdout.trimEnd().split("\n")
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["ebook", "book-2", "book-1", "no", "total"])
    const [dear = "", cheap = ""] = lines.slice(1)
    expect(cheap.indexOf(".")).toBe(dear.indexOf("."))
    expect(cheap).toMatch(/^book-1 +\$0\.10 .* Dino \[2J Days$/)
  })

  it.each(["day", "month", "model", "ebook", "theme", "outcome", "purpose"])(
    "by %s sums to the total, and answers like GET /costs with --json",
    async (by) => {
      await run("costs", "--by", by, "--json")
      expect(JSON.parse(stdout)).toEqual(JSON.parse(await answered(`/costs?groupBy=${by}`)))
    },
  )

  it("takes a period in a time zone, and the other kind of money", async () => {
    await run("costs", "--from", "2026-06-02", "--to", "2026-06-02", "--tz", "Europe/Paris", "--json")
    expect(JSON.parse(stdout)).toMatchObject({ attempts: 1, total: { unpricedCount: 1, simulated: false } })
    stdout = ""
    await run("costs", "--simulated")
    expect(stdout).toMatch(/^total, simulated +\$7\.00 +1 /m)
  })

  it("writes the same file as the API with --csv", async () => {
    await run("costs", "--csv", "--from", "2026-06-01")
    expect(stdout).toBe(await answered("/costs/export.csv?from=2026-06-01"))
    expect(readCsv(stdout).rows).toHaveLength(6)
  })

  it("fails when whoever reads the file goes, and lets the database go", async () => {
    reader = (text) => (text.startsWith("BilledCost") ? null : new Error("write EPIPE"))
    await expect(run("costs", "--csv")).rejects.toThrow("write EPIPE")
    const { rows } = await ledger.db.execute<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`)
    expect([rows[0]?.n, process.stdout.listenerCount("error")]).toEqual([0, 0])
  })

  it("counts what nobody recounted yet", async () => {
    await ledger.happen(consumed({ attemptId: "new", ebookId: "book-4", simulated: true, usage: usageOf("0.5") }))
    await run("costs", "--simulated", "--json")
    expect(JSON.parse(stdout).total.amount).toBe("7.5")
  })

  it.each([
    [["--by", "colour"], "--by takes one of day, month, model, ebook, theme, outcome, purpose."],
    [["--from", "soon"], "--from takes a date such as 2026-11-23 or an instant such as 2026-11-23T10:00:00Z."],
    [["--from", "2026-06-02", "--to", "2026-06-01"], "--to takes a date or an instant that is not before from."],
    [["--tz", "Mars"], "--tz takes an IANA time zone such as Europe/Paris."],
    [["--csv", "--json"], "--csv has every usage line: leave --json out, or --csv."],
    [["--csv", "--by", "day"], "--csv has every usage line: leave --by out, or --csv."],
  ])("refuses %j in one sentence", async (words, sentence) => {
    await expect(run("costs", ...words)).rejects.toThrow(sentence)
    expect(stdout).toBe("")
  })
})

describe("colophon ledger", () => {
  const force = (change: string) =>
    ledger.db.execute(
      sql.raw(`set session_replication_role = replica; ${change}; set session_replication_role = origin`),
    )

  it("check adds up each kind of money three ways, and keeps the proof", async () => {
    const before = (await ledger.rows("proofs")).length
    await run("ledger", "check")
    expect(stdout).toContain(
      "Real money\n  4 attempts, added one by one: $1,234.100000000001\n  Sums that the pages read: $",
    )
    expect(stdout).toContain("  Of it reported by the provider, 2 charges: $1,234.100000000001\n")
    expect(stdout).toContain("\nSimulated money\n")
    expect(stdout).toMatch(/\nAll ways agree\.\n$/)
    expect(process.exitCode).toBeUndefined()
    expect(await ledger.rows("proofs")).toHaveLength(before + 1)
  })

  it("check fails and names every difference, until a rebuild has mended it", async () => {
    await force("update generation_costs.rollups set amount = amount + 1 where cut = 'all' and not simulated")
    await run("ledger", "check")
    expect(process.exitCode).toBe(1)
    expect(stdout).toMatch(/^\d+ sums that the attempts do not add up to\. The first \d+:\n {2}all \d+ min/m)
    expect(stdout).toMatch(/^1 kind of money whose sums differ\. The first 1:\n {2}real$/m)
    expect(stdout).toMatch(/\nNot all ways agree\.\n$/)
    process.exitCode = undefined
    stdout = ""
    await run("ledger", "rebuild")
    expect(stdout).toMatch(/^Mended: 0 attempts and \d+ sums\.\n$/)
    await run("ledger", "check", "--json")
    const [, told = ""] = stdout.split("\n")
    expect([process.exitCode, JSON.parse(told)]).toMatchObject([
      undefined,
      { agrees: true, differences: [], money: [{}, {}] },
    ])
  })

  it("rebuild says so where nothing was wrong", async () => {
    await run("ledger", "rebuild")
    expect(stdout).toBe("Nothing had to be mended.\n")
    stdout = ""
    await run("ledger", "rebuild", "--json")
    expect(JSON.parse(stdout)).toEqual({ standings: 0, rollups: 0 })
  })
})
