const COUNTS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
const list = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`

/** Every sentence of the dashboard. Another language is another object of this shape. */
export const sentences = {
  /** How dates are written. */
  locale: "en-GB",
  books: "Books",
  make: "Make a book",
  empty: {
    head: "The press is clean.",
    text: "No book yet. Choose a theme, see what it will cost, and press once: cover, pages and back cover are drawn while you watch.",
    first: "Make the first book",
    sheet: "A page to colour: a stegosaurus under a palm tree.",
  },
  month: {
    spent: (month: string, time: string) => `Spent in ${month}, up to ${time} UTC`,
    simulated: (month: string, time: string) => `Spent in ${month}, up to ${time} UTC, simulated`,
    real: (month: string, time: string) => `Spent in ${month}, up to ${time} UTC, in real money`,
  },
  hand: {
    head: (count: number) =>
      count === 1 ? "One thing needs your hand" : `${COUNTS[count] ?? count} things need your hand`,
    none: "Nothing needs your hand.",
    more: (count: number) => `and ${count} more`,
    paused: {
      "no-api-key": (title: string) => `${title} is paused: it is made with real money, and no key is set.`,
      "key-refused": (title: string) => `${title} is paused: OpenRouter refused the key.`,
      "no-credit": (title: string) => `${title} is paused: the account at OpenRouter has no credit left.`,
      other: (title: string) => `${title} is paused until somebody looks at it.`,
    },
    failed: (title: string, pages: readonly string[]) =>
      pages.length === 0
        ? `${title} could not be finished.`
        : `${title}: ${list(pages)} could not be drawn. All else is kept.`,
    failedMany: (title: string, count: number) => `${title}: ${count} pages could not be drawn. All else is kept.`,
    lost: (title: string, pages: readonly string[]) =>
      pages.length === 0
        ? `${title}: sent, but the answer was lost. It may have been charged.`
        : `${title}, ${list(pages)}: sent, but the answer was lost. It may have been charged.`,
    lostMany: (title: string) => `${title}: several answers were lost. They may have been charged.`,
    open: "Open the book",
    seePage: (page: string) => `See ${page}`,
    seeAttempt: "See the attempt",
    seeAttempts: "See the attempts",
  },
  page: { content: (number: number) => `page ${number}`, cover: "the cover", back: "the back cover" },
  filters: {
    label: "Filter by state",
    all: "All",
    drawing: "Drawing",
    paused: "Paused",
    review: "To review",
    failed: "Failed",
    cancelled: "Cancelled",
    hand: "Needs a hand",
  },
  none: {
    all: "No book is listed.",
    drawing: "No book is being drawn.",
    paused: "No book is paused.",
    review: "No book waits for review.",
    failed: "No book has failed.",
    cancelled: "No book is cancelled.",
    hand: "No book needs your hand.",
    found: (search: string) => `Nothing was found for “${search}”.`,
    foundHere: (search: string, filter: string) => `Nothing was found for “${search}” under “${filter}”.`,
    showAll: "Show all books",
    searchAll: "Search all books",
    searched: "Titles and authors are searched, without regard to case or accents.",
  },
  search: {
    label: "Find a book",
    hint: "Find by title or author",
    go: "Find",
    found: (count: string, search: string) =>
      count === "1" ? `One book for “${search}”.` : `${count} books for “${search}”.`,
  },
  columns: { cover: "Cover", title: "Book", status: "Status", pages: "Pages", cost: "Cost so far", updated: "Updated" },
  sorted: {
    caption: (column: string, descending: boolean) =>
      `Books, sorted by ${column}, ${descending ? "descending" : "ascending"}`,
    by: "Sort by",
  },
  status: {
    requested: "Waiting for its turn",
    generating: "Drawing",
    paused: "Paused",
    "by-hand": "Paused by hand",
    "no-api-key": "Paused, no key",
    "key-refused": "Paused, key refused",
    "no-credit": "Paused, no credit",
    draft: "Draft, to review",
    failed: "Failed",
    cancelled: "Cancelled",
  },
  drawn: (done: number, total: number) => `${done} of ${total} drawn`,
  drawnBut: { failed: (count: number) => `${count} failed`, unknown: (count: number) => `${count} unknown` },
  simulated: "simulated",
  today: (time: string) => `${time} today`,
  pager: {
    label: "More books",
    newer: "Previous",
    older: "Next",
    shown: (from: string, to: string, total: string) => `Books ${from} to ${to} of ${total}`,
  },
  deleted: {
    said: (title: string) => `“${title}” was deleted. Its costs stay.`,
    undo: "Undo",
  },
}
