import type { EbookView, PageView } from "../infrastructure/ebook-queries.ts"
import { sentences as say } from "../sentences/sheet-sentences.ts"
import { isAtWork } from "./ebook-actions.ts"
import { stateOf } from "./sheets.ts"

type Standing = { state: string; words: string; leadsToBook: boolean }

/** How a page stands, what will become of it, and whether it is the book that must be seen to. */
export function standingOf(book: Pick<EbookView, "status">, page: PageView): Standing {
  const state = stateOf(page)
  const told = (words: string, leadsToBook: boolean) => ({ state: say.states[state], words, leadsToBook })
  if (state === "drawn" || state === "drawing") return told(say.standing.drawing, false)
  if (book.status === "cancelled") {
    return {
      state: state === "waiting" ? say.never : say.states[state],
      words: say.standing.cancelled,
      leadsToBook: true,
    }
  }
  if (state === "failed") {
    return isAtWork(book) ? told(say.standing.failedAtWork, true) : told(say.standing.failed, true)
  }
  if (book.status === "paused") return told(say.standing.paused, true)
  if (page.kind === "back-cover") return told(say.standing.afterTheOthers, false)
  return told(state === "unknown" ? say.standing.unknown : say.standing.waiting, false)
}
