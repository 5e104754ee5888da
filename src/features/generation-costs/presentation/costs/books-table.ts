import { type Html, html } from "../../../../shared/web/html.ts"
import { bookCostsLink } from "../../../../shared/web/links.ts"
import type { EbookSums } from "../../infrastructure/sums/book-list.ts"
import type { Sums } from "../../infrastructure/sums/sums.ts"
import { bookName } from "../crumbs.ts"
import { attemptsLink } from "../links.ts"
import { breakdownSentences } from "./breakdown-sentences.ts"
import { type Line, sumsTable } from "./sums-table.ts"

const say = breakdownSentences.book

/** `money` says which money, `query` also which time. `others` null: no book is left out. */
export type BooksTable = {
  books: readonly EbookSums[]
  others: { href: string; sums: Sums } | null
  foot: { label: string; sums: Sums }
  money: string
  query: string
}

export function booksTable({ books, others, foot, money, query }: BooksTable): Html {
  const rest: Line[] =
    others === null
      ? []
      : [{ name: html`<a href="${others.href}">${say.others}</a>`, notes: [], sums: others.sums, hrefOf: null }]
  const lines = [...books.filter(isBook).map((book) => lineOf(book, money, query)), ...rest]
  const without = books.filter((book) => !isBook(book)).map((book) => lineOf(book, money, query))
  return sumsTable({ title: say.title, head: say.head, lines: [...lines, ...without], foot })
}

const isBook = ({ ebookId }: EbookSums) => ebookId !== null

function lineOf(book: EbookSums, money: string, query: string): Line {
  const { ebookId, title, deleted } = book
  const notes = deleted ? [say.deleted] : []
  if (ebookId === null) {
    const href = attemptsLink(query, null)("without-book")
    const hrefOf = (show: "all" | "wasted") => (show === "all" ? href : null)
    return { name: html`<a class="tbl__title" href="${href}">${say.withoutBook}</a>`, notes, sums: book, hrefOf }
  }
  const name = html`<a class="tbl__title" href="${bookCostsLink(ebookId)}?${money}">${bookName(ebookId, title)}</a>`
  return { name, notes, sums: book, hrefOf: attemptsLink(query, ebookId) }
}
