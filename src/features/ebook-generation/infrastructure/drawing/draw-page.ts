import { publish } from "../../../../shared/events/transaction.ts"
import { PageIllustrated } from "../../events.ts"
import { sentences } from "../../sentences/fact-sentences.ts"
import { type Claimed, claimPage } from "./claim-page.ts"
import type { DrawingDeps, EbookRow, PageRow } from "./deps.ts"
import { endEbookIfDone, lockEbook } from "./end-ebook.ts"
import { keepingLease } from "./keep-lease.ts"
import { makeBackCover } from "./make-picture.ts"
import { recoverPage } from "./recover-page.ts"
import { settleAsNotSent, settleAsUnknown, settleAttempt } from "./settle-attempt.ts"
import { keepPicture } from "./write-page.ts"

/** One piece of the drawing room's work: take over a lost page, or draw the next waiting one. */
export async function drawOnce(deps: DrawingDeps): Promise<"worked" | "idle"> {
  if (await recoverPage(deps)) return "worked"
  const claimed = await claimPage(deps)
  if (!claimed) return "idle"
  await keepingLease(deps, claimed.page, () => draw(deps, claimed))
  return "worked"
}

async function draw(deps: DrawingDeps, { ebook, page, attempt }: Claimed): Promise<void> {
  if (!attempt) return composeBackCover(deps, ebook, page)
  const provider = ebook.simulated ? deps.providers.simulated : deps.providers.real
  if (!provider) return settleAsNotSent(deps, { page, attempt }, sentences.problems.noKey)
  const reply = await provider({ attemptId: attempt.id, route: attempt.route, body: attempt.request })
  const held = { ebook, page, attempt }
  if (reply.kind === "not-sent") return settleAsNotSent(deps, held, reply.problem)
  if (reply.kind === "lost") return settleAsUnknown(deps, held, reply.problem)
  await deps.spool.write(attempt.id, reply.answer)
  await settleAttempt(deps, held, reply.answer)
}

async function composeBackCover(deps: DrawingDeps, ebook: EbookRow, page: PageRow): Promise<void> {
  const imageKey = await makeBackCover(deps, ebook, page)
  await deps.bus.transaction(async (tx) => {
    const now = deps.now()
    if (!(await keepPicture(tx, page, { imageKey, attemptId: null }))) return
    const { ebookId, number: pageNumber, kind } = page
    const locked = await lockEbook(tx, ebookId)
    await publish(tx, PageIllustrated.of({ ebookId, pageNumber, kind, attemptId: null, imageKey }, now))
    await endEbookIfDone(tx, locked, now)
  })
}
