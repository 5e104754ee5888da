import { decimal, sum, toText } from "../../../shared/money.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink } from "../../../shared/web/links.ts"
import { grouped, moneyColumn, NOTHING, threeStatesText } from "../../../shared/web/money.ts"
import type { EbookSums } from "../infrastructure/ebook-costs.ts"
import { roundedShare } from "../infrastructure/sums.ts"
import { costBars, HATCH } from "./cost-bars.ts"
import { bookName } from "./crumbs.ts"
import { attemptsLink } from "./links.ts"
import { sentences } from "./sentences.ts"

const say = sentences.all
const { heads } = say

/** One page of the list of books, which has `total`, and the sum of what is shown. */
export function booksTable(books: readonly EbookSums[], total: number, money: string): Html {
  const shown = sumOf(books)
  const amount = moneyColumn([...books.map(({ total }) => total.amount), shown.amount])
  const waste = moneyColumn([...books.map((book) => book.waste), shown.waste])
  const each = moneyColumn([...books.map(perKeptPage), shown.each].map((cost) => cost ?? "0"))
  const bar = costBars(books.map(({ total, waste }) => ({ amount: total.amount, waste })))
  const perPage = (cost: string | null) => (cost === null ? NOTHING : each(cost))

  return html`${HATCH}<div class="scroll" tabindex="0" role="region" aria-label="${say.table}"><table class="tbl tbl--money tbl--stacked tbl--books">
    <caption class="vh">${say.caption}</caption>
    <thead><tr><th scope="col">${heads.book}</th>
      <th scope="col" class="bars">${heads.bar}</th><th scope="col" class="num hide-s">${heads.attempts}</th>
      <th scope="col" class="num hide-m">${heads.keptPages}</th><th scope="col" class="num hide-m">${heads.perKeptPage}</th>
      <th scope="col" class="num second">${heads.waste}</th><th scope="col" class="num">${heads.amount}</th></tr></thead>
    <tbody>${books.map(
      (book) => html`<tr><th scope="row">${nameCell(book, money)}</th>
        <td class="bars">${bar({ amount: book.total.amount, waste: book.waste })}</td>
        <td class="num hide-s">${grouped(String(book.attempts))}</td>
        <td class="num hide-m">${grouped(String(book.keptPages))}</td>
        <td class="num hide-m">${perPage(perKeptPage(book))}</td>
        <td class="num second">${waste(book.waste)}</td><td class="num">${amount(book.total.amount)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">${books.length < total ? say.sumOfThese(books.length) : say.sum}</th><td class="bars"></td>
      <td class="num hide-s">${grouped(String(shown.attempts))}</td>
      <td class="num hide-m">${grouped(String(shown.keptPages))}</td><td class="num hide-m">${perPage(shown.each)}</td>
      <td class="num second">${waste(shown.waste)}</td><td class="num">${amount(shown.amount)}</td></tr></tfoot>
  </table></div>`
}

function nameCell({ ebookId, title, total, deleted }: EbookSums, money: string): Html {
  const [href, name] =
    ebookId === null
      ? [attemptsLink(money, null)("without-book"), html`${say.withoutBook}`]
      : [`${bookCostsLink(ebookId)}?${money}`, bookName(ebookId, title)]
  const notes = [...(deleted ? [say.deleted] : []), threeStatesText(total)].filter((note) => note !== "")
  return html`<a class="tbl__title" href="${href}">${name}</a>${notes.map((note) => html` <span class="note">${note}</span>`)}`
}

/** Rounded for reading: what it is rounded from stands in the same line. */
const perKeptPage = ({ total, keptPages }: EbookSums): string | null =>
  keptPages === 0 ? null : roundedShare(total.amount, keptPages)

const sumOf = (books: readonly EbookSums[]) => {
  const add = (of: (book: EbookSums) => string) => toText(sum(books.map((book) => decimal(of(book)))))
  const count = (of: (book: EbookSums) => number) => books.reduce((all, book) => all + of(book), 0)
  const [amount, keptPages] = [add(({ total }) => total.amount), count((book) => book.keptPages)]
  const each = keptPages === 0 ? null : roundedShare(amount, keptPages)
  return { amount, keptPages, each, waste: add((book) => book.waste), attempts: count((book) => book.attempts) }
}
