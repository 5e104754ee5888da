import { z } from "zod"
import type { Db } from "../../../shared/database/database.ts"
import { outsideId } from "../../../shared/web/api.ts"
import type { Ctx } from "../../../shared/web/context.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { validationError } from "../../../shared/web/problems.ts"
import { EVERY_ATTEMPT } from "../infrastructure/attempt-filter.ts"
import { listAttemptRows, listHeldRows } from "../infrastructure/attempt-rows.ts"
import { readTitle } from "../infrastructure/ebook-costs.ts"
import { attemptsTable } from "./attempts-table.ts"
import { crumbs, toBook } from "./crumbs.ts"
import { attemptsLink, type Kind } from "./links.ts"
import { type MoneyShown, simulatedBand } from "./money-shown.ts"
import { sliceOf, turnable } from "./page-turner.ts"
import { sentences } from "./sentences.ts"

const say = sentences.list
const KINDS = Object.keys(say.kinds) as Kind[]

const query = z.object({
  show: z.enum(KINDS, `one of ${KINDS.join(", ")}`).default("all"),
  ebookId: outsideId.optional(),
})

/** Attempts of one kind, of all books or of one: where the words beside a sum lead. */
export async function attemptsPage(c: Ctx, db: Db, { simulated, query: money }: MoneyShown) {
  const asked = query.safeParse(c.req.query())
  if (!asked.success) throw validationError(asked.error)
  const { show, ebookId = null } = asked.data
  const slice = sliceOf(c)
  const { items, total } = await listKind(db, { show, simulated, ebookId }, slice)
  const book = ebookId === null ? null : { ebookId, title: await readTitle(db, ebookId) }
  const hrefOf = attemptsLink(money, ebookId)
  const title = sentences.marked(say.kinds[show].title, simulated)
  const body: Html = html`${simulatedBand(c, simulated)}
    ${crumbs(money, book ? [toBook(book, money)] : [])}
    <div class="head"><div><h1>${title}</h1><p>${say.kinds[show].words}</p></div></div>
    ${tabs(
      show,
      KINDS.filter((kind) => kind !== "without-book" || ebookId === null),
      hrefOf,
    )}
    ${
      total === 0
        ? html`<p class="lead">${say.kinds[show].none}</p>`
        : turnable({ slice, total, href: `${hrefOf(show)}&page=` }, attemptsTable(items, show === "held"))
    }`
  return { title, body }
}

type Asked = { show: Kind; simulated: boolean; ebookId: string | null }

const listKind = (db: Db, { show, simulated, ebookId }: Asked, slice: { page: number; pageSize: number }) =>
  show === "held"
    ? listHeldRows(db, { simulated, ebookId }, slice)
    : listAttemptRows(db, { ...EVERY_ATTEMPT, simulated, ebookId, state: show === "all" ? null : show }, slice)

const tabs = (shown: Kind, kinds: readonly Kind[], hrefOf: (kind: Kind) => string) =>
  html`<nav class="tabs tabs--lists" aria-label="${say.label}">${kinds.map(
    (kind) =>
      html`<a href="${hrefOf(kind)}"${kind === shown ? html` aria-current="page"` : ""}>${say.kinds[kind].tab}</a>`,
  )}</nav>`
