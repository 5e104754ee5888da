import { html } from "../../../shared/web/html.ts"

const plural = (count: number, one: string, many: string) => (count === 1 ? one : many)
const KEYS = "https://openrouter.ai/settings/keys"
const CREDITS = "https://openrouter.ai/settings/credits"

/** Every sentence of a book's page and its contact sheet. */
export const sentences = {
  books: "Books",
  theme: "Theme",
  book: "Book",
  bookFacts: (pages: number, trim: string, seed: number) => `${pages} pages, ${trim}, seed ${seed}`,
  pagesBy: "Pages by",
  coverBy: "Cover by",
  inches: (trim: string) => `${trim} in`,
  audiences: { "3-5": "3 to 5", "6-8": "6 to 8", "9-12": "9 to 12", adults: "adults" },

  progress: {
    label: "Progress and cost",
    drawn: (done: number, total: number) => `${done} of ${total} drawn`,
    allDrawn: (total: number) => `All ${total} drawn`,
    inTurn: (drawn: string) => `${drawn}, waiting for its turn`,
    failed: (drawn: string, failed: number) => `${drawn}, ${failed} could not be`,
    stands: (drawn: string, status: "paused" | "cancelled") => `${drawn}, ${status}`,
    going: (drawn: string, left: string) => `${drawn}, ${left}`,
    lessThanAMinute: "less than a minute left",
    minutes: (count: number) => `about ${count} ${plural(count, "minute", "minutes")} left`,
  },

  cost: {
    soFar: "Cost so far",
    soFarSimulated: "Cost so far, simulated",
    estimated: (about: string, range: string) => `Estimated about ${about} (${range}).`,
    estimatedSimulated: (about: string, range: string) => `Estimated about ${about} (${range}), simulated.`,
    noEstimate: "No estimate: a model has no price.",
    lineByLine: "All of it, line by line",
    everyStep: "Every step that was taken",
    free: "free",
  },

  names: {
    cover: "the cover",
    backCover: "the back cover",
    page: (number: number) => `page ${number}`,
    pages: (numbers: string) => `pages ${numbers}`,
    and: (first: string, last: string) => `${first} and ${last}`,
    more: (count: number) => `${count} more`,
  },
  counts: ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],

  troubles: {
    label: "What needs a word",
    said: (words: string) => `OpenRouter said: “${words}”`,
    openKeys: html`<a href="${KEYS}" rel="noreferrer">Keys at OpenRouter</a>`,
    openCredits: html`<a href="${CREDITS}" rel="noreferrer">Add credit at OpenRouter</a>`,
    /** `names` begins the sentence. */
    notDrawn: (names: string) => `${names} could not be drawn.`,
    lastWord: (words: string) => `The last answer: “${words}”`,
    alsoNotDrawn: (pages: number) => `${pages} more could not be drawn, for other reasons.`,
    resumeLater: "To be tried again when the other pages are done.",
    resumeNow: (pages: number) =>
      `What was drawn is kept. Resuming gives ${plural(pages, "this page", "these pages")} six new tries.`,
    lookAt: (name: string) => `Look at ${name}`,
    lost: (names: string) =>
      `${names}: sent, but the answer was lost. What it cost is unknown until it is resolved; it is in no sum.`,
    seeUnresolved: "See what is unresolved",
    waits: (names: string, words: string) => `${names}: “${words}”`,
    byItself: "Nothing to do: tried again by itself, six times at most.",
  },

  actions: {
    resume: (price: string) => `Resume, about ${price}`,
    resumeSimulated: (price: string) => `Resume, about ${price} simulated`,
    resumeUnpriced: "Resume, cost unknown",
    pdf: "Look at it as a PDF",
    pause: "Pause",
    pauseAfterOne: "Pause after this page",
    pauseAfter: (count: string) => `Pause after these ${count}`,
    cancel: "Cancel the book",
    cancelWarning:
      "No further page is begun, and this cannot be taken back. Drawn pages are kept; what was spent stays spent.",
    cancelForGood: "Cancel it for good",
  },

  contact: {
    heading: "Contact sheet",
    prices: "Each price is all that the page has cost, failed tries included.",
    cover: "Cover",
    back: "Back",
    composed: "composed here",
    drawnAtTry: (count: number) => `drawn at try ${count}`,
    tryNumber: (count: number) => `try ${count}`,
    coverOf: (title: string) => `Cover of ${title}`,
    drawing: "Drawing",
    seconds: (count: number) => `${count} s`,
    notDrawn: "Not drawn",
    answerLost: "Answer lost",
    waiting: "Waiting",
    states: { drawn: "drawn", drawing: "drawing", waiting: "waiting", failed: "failed", unknown: "unknown" },
  },

  reload: { standsStill: "Without script this page stands still.", again: "See how it is now" },

  manage: {
    heading: "Title and author",
    title: "Title",
    author: "Author, as printed",
    mayStayEmpty: "May stay empty.",
    rename: "Rename the book",
    nothingChanged: "Nothing was changed.",
    delete: "Delete the book",
    deleteWarning:
      "It is no longer shown; the next page can bring it back. Its costs stay in the ledger and in every sum.",
    deleteAtWorkWarning:
      "It is cancelled for good and no longer shown; the next page can bring it back as it stands. Its costs stay in the ledger and in every sum.",
    deleteNow: "Delete it",
    deleted: "This book was deleted.",
    restore: "Bring it back",
    backToBooks: "Back to the books",
  },
}
