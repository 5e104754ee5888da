import { sql } from "drizzle-orm"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { proveDaily, readProofs } from "../../../../src/features/generation-costs/infrastructure/sums/proofs.ts"
import { recount } from "../../../../src/features/generation-costs/infrastructure/sums/recount.ts"
import { proofPages } from "../../../../src/features/generation-costs/presentation/proof/proof-pages.ts"
import { createShell } from "../../../../src/shared/web/shell.ts"
import { loadStaticFiles } from "../../../../src/shared/web/static-files.ts"
import { consumed, lost, SAID_AT, usageOf } from "../events.ts"
import { type Ledger, openLedger } from "../ledger.ts"

const PROOF = "/dashboard/costs/proof"
let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
})
afterEach(() => ledger.close())

const shell = () => {
  const { db, log } = ledger
  return createShell({
    log,
    staticFiles: loadStaticFiles(),
    simulated: false,
    authenticate: async () => ({ name: "Mara Lind", via: "session" }),
    isReady: async () => true,
    metrics: async () => [],
    features: [{ api: null, pages: proofPages({ db, log, now: () => SAID_AT, simulated: false }) }],
  })
}
async function read(path = PROOF) {
  const markup = await (await shell().request(path)).text()
  const main = markup.slice(markup.indexOf("<main"), markup.indexOf("</main>"))
  const words = main.replaceAll(/<(\/?)(span|b|a|code)\b[^>]*>/g, "").replaceAll(/<[^>]*>/g, " ")
  return words.replaceAll(/\s+/g, " ").trim()
}
const press = (path: string) =>
  shell().request(`http://localhost${path}`, { method: "POST", headers: { origin: "http://localhost" } })

describe("the page of the proof", () => {
  it("says that there was none, proves the ledger when asked, and shows every way it was added up", async () => {
    await ledger.happen(
      consumed({ attemptId: "a", usage: usageOf("0.1") }),
      consumed({ attemptId: "b", usage: null }),
      lost({ attemptId: "c" }),
    )
    expect(await read()).toContain("The ledger was not proved yet.")
    expect((await press(PROOF)).status).toBe(303)
    const words = await read()
    expect(words).toContain("All ways agree")
    expect(words).toContain("3 attempts, added one by one $0.10")
    expect(words).toContain("The same, read again from the provider’s raw usage $0.10")
    expect(words).toContain("Largest difference $0.00")
    expect(words).toContain("1 unpriced and 1 unresolved are in none of them.")
  })

  it("says what does not agree, and a rebuild mends the sums and proves them again", async () => {
    await ledger.happen(consumed({ attemptId: "a", usage: usageOf("0.1") }))
    await recount(ledger.db)
    await press(PROOF)
    await ledger.db.execute(
      sql`update generation_costs.rollups set amount = amount + 0.000000000001 where cut = 'all' and grain = 1440`,
    )
    await press(PROOF)
    const wrong = await read()
    expect(wrong).toContain("Not all ways agree")
    expect(wrong).toContain("1 sum that the attempts do not add up to")
    expect(wrong).toContain("Largest difference $0.000000000001")
    const answer = await press(`${PROOF}/rebuild`)
    const mended = await read(answer.headers.get("location") ?? "")
    expect(mended).toContain("Mended: 0 attempts and 1 sum.")
    expect(mended).toContain("All ways agree")
    expect(mended).toContain("Earlier proofs")
  })

  it("shows a report that contradicted the ledger, as it was told", async () => {
    await ledger.happen(consumed({ attemptId: "a", usage: usageOf("0.1") }))
    await ledger.happen(consumed({ attemptId: "a", usage: usageOf("0.2") }))
    const words = await read()
    expect(words).toContain("Told again with other content.")
    expect(words).toMatch(/a \d+ \w+ 20\d\d, .*What was told/)
    expect(words).toContain("0.2")
  })

  it("is brought up to date once a day by itself", async () => {
    const day = (n: number) => () => new Date(SAID_AT.getTime() + n * 86_400_000)
    for (const now of [day(0), day(0.9), day(1), day(1.5), day(2)]) await proveDaily(ledger.db, ledger.log, now)
    expect((await readProofs(ledger.db, 10)).map(({ provedAt }) => provedAt)).toEqual([day(2)(), day(1)(), day(0)()])
  })
})
