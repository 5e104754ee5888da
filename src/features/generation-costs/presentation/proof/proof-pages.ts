import { setTimeout as sleep } from "node:timers/promises"
import { Hono } from "hono"
import type { Db } from "../../../../shared/database/database.ts"
import type { Log } from "../../../../shared/log.ts"
import type { Env } from "../../../../shared/web/context.ts"
import { renderPage } from "../../../../shared/web/layout.ts"
import { readConflicts } from "../../infrastructure/ledger/conflict-queries.ts"
import { proveLedger, readProofs } from "../../infrastructure/sums/proofs.ts"
import { rebuildLedger } from "../../infrastructure/sums/rebuild-ledger.ts"
import { PROOF } from "../links.ts"
import { type MoneyShown, moneyShown } from "../money-shown.ts"
import { proofPage } from "./proof-page.ts"
import { proofSentences } from "./proof-sentences.ts"

const say = proofSentences
/** A large ledger takes longer: then the page says so and the proof goes on. */
const WAIT_MS = 2_000
const PROOFS = 20
const CONFLICTS = 20

export type ProofPages = { db: Db; log: Log; now: () => Date; simulated: boolean }

/** When the ledger was last proved; proving it now; making the sums anew. */
export function proofPages({ db, log, now, simulated: noKey }: ProofPages): Hono<Env> {
  const pages = new Hono<Env>()
  let proving: Promise<unknown> | null = null
  const prove = () => {
    proving ??= proveLedger(db, now)
      .catch((error: unknown) => log.error({ error: String(error) }, "the ledger could not be proved"))
      .finally(() => {
        proving = null
      })
    return Promise.race([proving, sleep(WAIT_MS)])
  }

  pages.get(PROOF, async (c) => {
    const { query: money }: MoneyShown = await moneyShown(c, db, noKey)
    const mended = /^(\d{1,9})\.(\d{1,9})$/.exec(c.req.query("rebuilt") ?? "")
    const notice = mended ? say.rebuilt(Number(mended[1]), Number(mended[2])) : proving ? say.running : null
    const body = proofPage({
      proofs: await readProofs(db, PROOFS),
      conflicts: await readConflicts(db, CONFLICTS),
      notice,
      money,
    })
    return renderPage(c, { title: say.title, section: "costs", body })
  })
  pages.post(PROOF, async (c) => {
    await prove()
    return c.redirect(PROOF, 303)
  })
  pages.post(`${PROOF}/rebuild`, async (c) => {
    const { standings, rollups } = await rebuildLedger(db)
    await prove()
    return c.redirect(`${PROOF}?rebuilt=${standings}.${rollups}`, 303)
  })
  return pages
}
