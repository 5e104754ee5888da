import { costsApi } from "../../../../src/features/generation-costs/presentation/api/costs-api.ts"
import { costsPages } from "../../../../src/features/generation-costs/presentation/costs/costs-pages.ts"
import { createShell } from "../../../../src/shared/web/shell.ts"
import { loadStaticFiles } from "../../../../src/shared/web/static-files.ts"
import type { Kernel } from "../../../support/database.ts"

/** When the ledger of these tests is looked at. */
const NOW = new Date("2026-11-24T12:00:00Z")
const now = () => NOW

const staticFiles = loadStaticFiles()

/** The ledger's pages and JSON as a signed-in person gets them. `simulated`: no key is set. */
export const shellOf = (from: Kernel, simulated: boolean) =>
  createShell({
    log: from.log,
    staticFiles,
    simulated,
    authenticate: async () => ({ name: "Mara Lind", via: "session" }),
    isReady: async () => true,
    metrics: async () => [],
    features: [{ api: costsApi(from.db), pages: costsPages({ db: from.db, simulated, now }) }],
  })

/** What a person reads: markup gone, entities and spaces put straight. `markup` is the whole page. */
export async function readPage(path: string, from: Kernel, simulated = false) {
  const answer = await shellOf(from, simulated).request(path)
  const markup = await answer.text()
  const main = markup.slice(markup.indexOf("<main"), markup.indexOf("</main>"))
  const words = main.replaceAll(/<(\/?)(span|b|a|code)\b[^>]*>/g, "").replaceAll(/<[^>]*>/g, " ")
  return { status: answer.status, markup, main, words: words.replaceAll(/\s+/g, " ").trim() }
}
