import type { Db } from "../../../../shared/database/database.ts"
import type { Ctx } from "../../../../shared/web/context.ts"
import { type Html, html } from "../../../../shared/web/html.ts"
import { todayIn } from "../../domain/time/period-presets.ts"
import { EVERY_ATTEMPT } from "../../infrastructure/sums/attempt-filter.ts"
import { type AttemptRow, listAttemptRows, listHeldRows } from "../../infrastructure/sums/attempt-rows.ts"
import { type Counted, countAttempts } from "../../infrastructure/sums/count-attempts.ts"
import { readTitle } from "../../infrastructure/sums/ebook-costs.ts"
import { crumbs, toBook } from "../crumbs.ts"
import { type Kind, listLink, timeQuery } from "../links.ts"
import { type MoneyShown, simulatedBand } from "../money-shown.ts"
import { sliceOf, turnable } from "../page-turner.ts"
import { sentences } from "../sentences.ts"
import { attemptsTable } from "./attempts-table.ts"
import { KINDS, type ListAsked, listAsked } from "./list-asked.ts"
import { chosen } from "./list-filters.ts"
import { listSum } from "./list-sum.ts"

const say = sentences.list

/** Attempts of one kind, all or some of them: where the numbers and words of a sum lead. */
export async function attemptsPage(c: Ctx, db: Db, { simulated, query: money }: MoneyShown, now: Date) {
  const asked = listAsked(c)
  const { show, filter, period } = asked
  const slice = sliceOf(c)
  const { items, counted } = await readList(db, asked, simulated, slice)
  const { ebookId } = filter
  const book = ebookId === undefined ? null : { ebookId, title: await readTitle(db, ebookId) }
  const [time, today] = [timeQuery(period), todayIn(period.timeZone, now)]
  const query = `${money}&${time}`
  const hrefOf = listLink(query, filter)
  const title = sentences.marked(say.kinds[show].title, simulated)
  const total = counted.attempts
  const body: Html = html`${simulatedBand(c, simulated)}
    ${crumbs(`${money}&period=${period.from || period.to ? "days" : "everything"}&${time}`, book ? [toBook(book, money)] : [])}
    <div class="head"><div><h1>${title}</h1><p>${say.kinds[show].words}</p></div></div>
    ${tabs(show, kindsOf(filter), hrefOf)}
    ${chosen(asked, { money, book, today })}
    ${
      total === 0
        ? html`<p class="lead">${isNarrowed(asked) ? say.noneOfThese : say.kinds[show].none}</p>`
        : html`${listSum(show, counted, hrefOf)}${turnable(
            { slice, total, most: null, href: `${hrefOf(show)}&page=` },
            attemptsTable(items, show === "held", period.timeZone),
          )}`
    }`
  return { title, body }
}

/** Then nothing is said of all attempts, nor of all of a book. */
const isNarrowed = ({ filter: { ebookId: _book, ...rest }, period }: ListAsked): boolean =>
  Object.keys(rest).length > 0 || period.from !== null || period.to !== null

type List = { items: AttemptRow[]; counted: Counted }

async function readList(
  db: Db,
  { show, filter, period }: ListAsked,
  simulated: boolean,
  slice: { page: number; pageSize: number },
): Promise<List> {
  if (show === "held") {
    const { items, total, amount } = await listHeldRows(
      db,
      { simulated, ebookId: filter.ebookId ?? null, period },
      slice,
    )
    return { items, counted: { attempts: total, amount, unpriced: 0, unresolved: 0 } }
  }
  const wanted = { ...EVERY_ATTEMPT, ...filter, simulated, period, state: show === "all" ? null : show }
  const counted = await countAttempts(db, wanted)
  return { items: counted.attempts === 0 ? [] : await listAttemptRows(db, wanted, slice), counted }
}

/** What has a book is not without one, and calls under way have nothing but a book to be told by. */
const kindsOf = ({ ebookId, ...rest }: ListAsked["filter"]): Kind[] =>
  KINDS.filter(
    (kind) => (kind !== "without-book" || ebookId === undefined) && (kind !== "held" || Object.keys(rest).length === 0),
  )

const tabs = (shown: Kind, kinds: readonly Kind[], hrefOf: (kind: Kind) => string) =>
  html`<nav class="tabs tabs--lists" aria-label="${say.label}">${kinds.map(
    (kind) =>
      html`<a href="${hrefOf(kind)}"${kind === shown ? html` aria-current="page"` : ""}>${say.kinds[kind].tab}</a>`,
  )}</nav>`
