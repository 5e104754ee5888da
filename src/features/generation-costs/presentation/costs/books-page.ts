import type { Db } from "../../../../shared/database/database.ts"
import type { Ctx } from "../../../../shared/web/context.ts"
import { html } from "../../../../shared/web/html.ts"
import { countBooks, listBooks, MOST_COUNTED } from "../../infrastructure/sums/book-list.ts"
import { crumbs } from "../crumbs.ts"
import { booksLink } from "../links.ts"
import { type MoneyShown, simulatedBand } from "../money-shown.ts"
import { sliceOf, turnable } from "../page-turner.ts"
import { sentences } from "../sentences.ts"
import { booksTable } from "./books-table.ts"
import { breakdownSentences } from "./breakdown-sentences.ts"
import { HATCH } from "./cost-bars.ts"
import { addUp } from "./cost-cuts.ts"
import { costsPeriod } from "./costs-period.ts"
import type { PeriodAsked } from "./period-asked.ts"

const say = breakdownSentences.book

/** Every book that cost something in a period, page by page. */
export async function booksPage(c: Ctx, db: Db, shown: MoneyShown, asked: PeriodAsked, now: Date) {
  const { words, stretches, money, asked: time, listed, simulated } = costsPeriod(asked, shown, now)
  const here = `${money}&${time}`
  const slice = sliceOf(c)
  const total = await countBooks(db, { simulated, stretches })
  const { items, hasMore, withoutBook } = await listBooks(db, { simulated, stretches }, slice)
  const books = withoutBook && !hasMore ? [...items, withoutBook] : items
  const foot = { label: say.sumOfThese(books.length), sums: addUp(books) }
  const title = sentences.marked(say.listTitle, simulated)
  const reached = items.length === 0 ? 0 : (slice.page - 1) * slice.pageSize + items.length + (hasMore ? 1 : 0)
  const counted = { total: Math.max(total, reached), most: MOST_COUNTED }
  const table = booksTable({ books, others: null, foot, money, query: listed })
  const body = html`${simulatedBand(c, simulated)}${HATCH}${crumbs(here, [])}
    <div class="head"><div><h1>${title}</h1><p>${words}, ${say.counted(total, MOST_COUNTED)}</p></div></div>
    ${books.length === 0 && slice.page === 1 ? html`<p class="lead">${say.none}</p>` : turnable({ slice, ...counted, href: `${booksLink(here)}&page=` }, table)}`
  return { title, body }
}
