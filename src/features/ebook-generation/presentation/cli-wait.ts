import { setTimeout as sleep } from "node:timers/promises"
import type { Hint } from "../../../shared/events/hint.ts"
import { plain, say } from "../../../shared/terminal.ts"
import type { EbookView } from "../infrastructure/ebook-queries.ts"
import type { PresentationDeps } from "./deps.ts"
import { findBook } from "./find-book.ts"
import { pageName } from "./words.ts"

const POLL_MS = 1_000
/** The last charges are booked a moment after the last page; a parked one must not hold up the command. */
const BOOKING_MS = 5_000
const BAR_WIDTH = 30

/** Follows a book until it is drawn or stands still, told on stderr; then until what it cost is booked. */
export async function waitForBook(deps: PresentationDeps, id: string): Promise<EbookView> {
  const tell = process.stderr.isTTY ? tellByBar : tellByLine()
  let book = await findBook(deps, id)
  while (book.status === "requested" || book.status === "generating") {
    tell(book)
    await nextChange(deps.hint)
    book = await findBook(deps, id)
  }
  tell(book)
  if (process.stderr.isTTY) say("")
  for (const end = performance.now() + BOOKING_MS; book.cost.heldCount > 0 && performance.now() < end; ) {
    await nextChange(deps.hint)
    book = await findBook(deps, id)
  }
  return book
}

async function nextChange(hint: Hint): Promise<void> {
  const nap = new AbortController()
  const forget = hint.onHint(() => nap.abort())
  await sleep(POLL_MS, undefined, { signal: nap.signal }).catch(() => {})
  forget()
  // Hints come in swarms.
  await sleep(50)
}

function tellByBar({ pages, progress: { done, total } }: EbookView): void {
  const filled = Math.floor((done / total) * BAR_WIDTH)
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled)
  const drawing = pages.filter(({ status }) => status === "drawing").length
  process.stderr.write(`\r\u001b[K${bar} ${done} of ${total} drawn${drawing > 0 ? `, ${drawing} drawing` : ""}`)
}

/** One line per page that is finished, in a log as in a terminal of the old kind. */
function tellByLine(): (book: EbookView) => void {
  const told = new Set<number>()
  return ({ pages }) => {
    for (const page of pages) {
      const isOver = page.status === "drawn" || page.status === "failed"
      if (!isOver || told.has(page.number)) continue
      told.add(page.number)
      say(
        `${pageName(page)} ${page.status === "drawn" ? "is drawn" : `could not be drawn. ${plain(page.problem ?? "")}`}`,
      )
    }
  }
}
