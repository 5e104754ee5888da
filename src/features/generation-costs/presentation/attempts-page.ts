import { z } from "zod"
import type { Db } from "../../../shared/database/database.ts"
import { outsideId } from "../../../shared/web/api.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink } from "../../../shared/web/links.ts"
import { validationError } from "../../../shared/web/problems.ts"
import { EVERY_ATTEMPT } from "../infrastructure/attempt-filter.ts"
import { listAttemptRows, listHeldRows } from "../infrastructure/attempt-rows.ts"
import { attemptsTable } from "./attempts-table.ts"
import type { MoneyShown } from "./money-shown.ts"
import { pageTurner, sliceOf } from "./page-turner.ts"

const KINDS = {
  unpriced: ["Unpriced attempts", "No cost was reported and no price covers them: they are in no sum."],
  unresolved: ["Unresolved attempts", "They were sent, but their answers were lost. They may have been charged."],
  held: ["Money held", "Calls under way, and answers that are not counted yet. What a call holds is an estimate."],
  wasted: ["Waste", "Charged, but no page keeps an image of theirs."],
  "without-book": ["Attempts without a book", "Reported from elsewhere, for no book."],
  all: ["Attempts", "Everything that was sent."],
} as const
type Kind = keyof typeof KINDS
const NAMES = Object.keys(KINDS) as Kind[]

const query = z.object({
  show: z.enum(NAMES, `one of ${NAMES.join(", ")}`).default("all"),
  ebookId: outsideId.optional(),
})

/** Attempts of one kind, of all books or of one: where the words beside a sum lead. */
export async function attemptsPage(c: Ctx, db: Db, { simulated, query: money }: MoneyShown) {
  const asked = query.safeParse(c.req.query())
  if (!asked.success) throw validationError(asked.error)
  const { show, ebookId = null } = asked.data
  const slice = sliceOf(c)
  const state = show === "all" || show === "held" ? null : show
  const { items, total } =
    show === "held"
      ? await listHeldRows(db, { simulated, ebookId }, slice)
      : await listAttemptRows(db, { ...EVERY_ATTEMPT, simulated, ebookId, state }, slice)
  const [title, words] = KINDS[show]
  const more = `?show=${show}&${money}${ebookId === null ? "" : `&ebookId=${encodeURIComponent(ebookId)}`}&page=`
  const body: Html = html`
    <nav class="crumb" aria-label="Where this is"><a href="/dashboard/costs?${money}">Costs</a>${
      ebookId === null ? "" : html` / <a href="${bookCostsLink(ebookId)}?${money}">The book</a>`
    }</nav>
    <div class="head"><div><h1>${title}${simulated ? ", simulated" : ""}</h1><p>${words}</p></div></div>
    ${total === 0 ? html`<p class="lead">There is none.</p>` : attemptsTable(items, show === "held" ? "Held" : "Amount")}
    ${pageTurner(slice, total, more)}`
  return { title, body }
}
