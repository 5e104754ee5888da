import { type Html, html } from "../../../shared/web/html.ts"
import { bookCostsLink, pageLink } from "../../../shared/web/links.ts"
import { type MarkName, mark } from "../../../shared/web/marks.ts"
import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import { sentences } from "../sentences/book-sentences.ts"
import { isAtWork, resume, standsStill } from "./ebook-actions.ts"
import { stateOf } from "./sheets.ts"
import { innerName, pageNames, statusOf } from "./words.ts"

const say = sentences.troubles
/** More are told by the contact sheet. */
const MOST_TOLD = 4

/** What happened, and beside it what to do about it. */
type Trouble = { mark: MarkName; hot: boolean; words: readonly string[]; way: Html | null }

/** All that needs a word: why the book stands still, what was not drawn, what is lost, what waits. `missing` as `resume` takes it. */
export function troubles(book: EbookView, missing: string | null): Html {
  const [why, given] = [reason(book, missing), notDrawn(book)]
  const found = [
    ...(book.status === "failed" ? [...given, ...why] : [...why, ...given]),
    ...lost(book),
    ...waiting(book),
  ]
  if (found.length === 0) return html``
  return html`<ul class="why" aria-label="${say.label}">${found.map(row)}</ul>`
}

const row = ({ mark: shape, hot, words, way }: Trouble) =>
  html`<li>${mark(shape, hot)}<p>${words.join(" ")}</p>${way === null ? "" : html`<div class="why__way">${way}</div>`}</li>
`

/** A book that waits for a key goes on by itself when there is one. */
function reason(book: EbookView, missing: string | null): Trouble[] {
  if (book.reasonMessage === null) return []
  const { mark: shape, hot } = statusOf(book)
  const said = isProviders(book.reasonCode) ? book.pages.find(isWaitingWithWords)?.problem : null
  const door = DOORS[book.reasonCode ?? ""] ?? null
  const again = standsStill(book) && book.reasonCode !== "no-api-key" ? resume(book, missing) : null
  const words = [
    ...(book.reasonCode === "pages-failed" ? [say.resumeNow(book.progress.failed)] : [book.reasonMessage]),
    ...(said ? [say.said(said)] : []),
  ]
  return [{ mark: shape, hot, words, way: again || door ? html`${again} ${door}` : null }]
}

const DOORS: Readonly<Record<string, Html>> = { "key-refused": say.openKeys, "no-credit": say.openCredits }
const isProviders = (code: string | null) => code !== null && code in DOORS
const isWaitingWithWords = ({ status, problem }: PageView) => status === "waiting" && problem !== null

/** Pages that were given up, those with the same last answer together. */
function notDrawn(book: EbookView): Trouble[] {
  const failed = [...Map.groupBy(book.pages.filter(isFailed), ({ problem }) => problem ?? "")]
  const told = failed.slice(0, MOST_TOLD).map(
    ([problem, pages]): Trouble => ({
      mark: "failed",
      hot: true,
      words: [
        say.notDrawn(pageNames(pages)),
        ...(problem === "" ? [] : [say.lastWord(problem)]),
        ...(isAtWork(book) ? [say.resumeLater] : []),
      ],
      way: lookAt(book, pages),
    }),
  )
  const untold = failed.slice(MOST_TOLD).flatMap(([, pages]) => pages).length
  if (untold === 0) return told
  return [...told, { mark: "failed", hot: true, words: [say.alsoNotDrawn(untold)], way: null }]
}

const isFailed = ({ status }: PageView) => status === "failed"

function lost(book: EbookView): Trouble[] {
  const pages = book.pages.filter(({ unresolvedCount }) => unresolvedCount > 0)
  if (pages.length === 0) return []
  const way = html`<a href="${bookCostsLink(book.id)}">${say.seeUnresolved}</a>`
  return [{ mark: "unknown", hot: true, words: [say.lost(pageNames(pages))], way }]
}

/** A provider that cannot be reached, is busy or asks for patience; nobody has to act while it is tried again. */
function waiting(book: EbookView): Trouble[] {
  if (!isAtWork(book)) return []
  const pages = book.pages.filter((page) => isWaitingWithWords(page) && stateOf(page) === "waiting")
  return [...Map.groupBy(pages, ({ problem }) => problem ?? "")].slice(0, MOST_TOLD).map(([problem, some]) => ({
    mark: "waiting",
    hot: false,
    words: [say.waits(pageNames(some), problem), say.byItself],
    way: lookAt(book, some),
  }))
}

const lookAt = ({ id }: EbookView, [first]: readonly PageView[]): Html | null =>
  first ? html`<a href="${pageLink(id, first.number)}">${say.lookAt(innerName(first))}</a>` : null
