import { decimal, sum, toText } from "../../../shared/money.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink } from "../../../shared/web/links.ts"
import { grouped, moneyColumn, NOTHING, threeStatesText } from "../../../shared/web/money.ts"
import type { EbookSums } from "../infrastructure/ebook-costs.ts"
import { share } from "../infrastructure/sums.ts"

/** A book by its title, or by its id where nobody told the ledger more. */
export const bookName = (ebookId: string, title: string | null): Html =>
  title === null ? html`<code>${ebookId}</code>` : html`${title}`

/** One page of the list of books, which has `total`, and the sum of what is shown. */
export function booksTable(books: readonly EbookSums[], total: number, money: string): Html {
  const shown = sumOf(books)
  const amount = moneyColumn([...books.map(({ total }) => total.amount), shown.amount])
  const waste = moneyColumn([...books.map((book) => book.waste), shown.waste])
  const each = moneyColumn([...books.flatMap(({ costPerKeptPage: c }) => (c === null ? [] : [c])), shown.each ?? "0"])
  const perPage = (cost: string | null) => (cost === null ? NOTHING : each(cost))

  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table by book"><table class="tbl tbl--money tbl--stacked">
    <caption class="vh">Cost by book, newest first</caption>
    <thead><tr><th scope="col">Book</th><th scope="col" class="num hide-s">Attempts</th>
      <th scope="col" class="num hide-m">Kept pages</th><th scope="col" class="num hide-m">Per kept page</th>
      <th scope="col" class="num second">Waste</th><th scope="col" class="num">Amount</th></tr></thead>
    <tbody>${books.map(
      (book) => html`<tr><th scope="row">${nameCell(book, money)}</th>
        <td class="num hide-s">${grouped(String(book.attempts))}</td>
        <td class="num hide-m">${grouped(String(book.keptPages))}</td>
        <td class="num hide-m">${perPage(book.costPerKeptPage)}</td>
        <td class="num second">${waste(book.waste)}</td><td class="num">${amount(book.total.amount)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">${books.length < total ? `Sum of these ${books.length}` : "Sum"}</th><td class="num hide-s">${grouped(String(shown.attempts))}</td>
      <td class="num hide-m">${grouped(String(shown.keptPages))}</td><td class="num hide-m">${perPage(shown.each)}</td>
      <td class="num second">${waste(shown.waste)}</td><td class="num">${amount(shown.amount)}</td></tr></tfoot>
  </table></div>`
}

function nameCell({ ebookId, title, total }: EbookSums, money: string): Html {
  const [href, name] =
    ebookId === null
      ? [`/dashboard/costs/attempts?show=without-book&${money}`, html`Without a book`]
      : [`${bookCostsLink(ebookId)}?${money}`, bookName(ebookId, title)]
  const missing = threeStatesText(total)
  return html`<a class="tbl__title" href="${href}">${name}</a>${missing && html` <span class="note">${missing}</span>`}`
}

const sumOf = (books: readonly EbookSums[]) => {
  const add = (of: (book: EbookSums) => string) => toText(sum(books.map((book) => decimal(of(book)))))
  const count = (of: (book: EbookSums) => number) => books.reduce((all, book) => all + of(book), 0)
  const [amount, keptPages] = [add(({ total }) => total.amount), count((book) => book.keptPages)]
  const each = keptPages === 0 ? null : share(amount, keptPages)
  return { amount, keptPages, each, waste: add((book) => book.waste), attempts: count((book) => book.attempts) }
}
