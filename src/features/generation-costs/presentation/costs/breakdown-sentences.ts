import { html } from "../../../../shared/web/html.ts"
import { grouped } from "../../../../shared/web/money.ts"

const keys = html`<span class="key key--kept">Kept</span> <span class="key key--waste">Waste</span>`

/** What is said of the sums of a period, cut in every way. */
export const breakdownSentences = {
  nothing: (period: string) => `Nothing was sent: ${period}.`,
  toEverything: "Everything so far",
  export: "Export CSV",
  heads: {
    bar: keys,
    attempts: "Attempts",
    keptPages: "Kept pages",
    perKeptPage: "Per kept page",
    waste: "Waste",
    kept: "Kept",
    amount: "Amount",
  },
  sum: "Sum",
  time: {
    day: { title: "By day", head: "Day", chart: (period: string) => `Spent per day, ${period}` },
    month: { title: "By month", head: "Month", chart: (period: string) => `Spent per month, ${period}` },
    share: (part: string) => `${part} went to waste`,
    noWaste: "Nothing went to waste",
    highest: (when: string, amount: string) =>
      `Highest: ${when} with ${amount}. Nothing was sent where there is no bar. The table below has the figures.`,
    bar: (when: string, amount: string, waste: string | null) =>
      waste === null ? `${when}: ${amount}` : `${when}: ${amount}, of it ${waste} waste`,
    today: "today",
    free: "Nothing that was sent has a known price above 0, so there is nothing to draw.",
    table: "The same as a table",
  },
  book: {
    title: "By book",
    newest: "The newest first",
    head: "Book",
    others: "All other books",
    all: "All books of this period",
    listTitle: "Costs by book",
    counted: (books: number, most: number) =>
      books > most ? `${grouped(String(most))}+ books` : `${grouped(String(books))} ${books === 1 ? "book" : "books"}`,
    none: "No book cost anything in this time.",
    withoutBook: "Without a book",
    deleted: "deleted",
    sumOfThese: (lines: number) => `Sum of these ${grouped(String(lines))}`,
  },
  model: { title: "By model", head: "Model" },
  theme: { title: "By theme", head: "Theme", unknown: "No theme known" },
  purpose: { title: "By purpose", head: "Purpose", names: { page: "Pages", cover: "Covers", other: "Other" } },
  outcome: { title: "By outcome", head: "Outcome" },
  reason: {
    title: "Why it was wasted",
    head: "Reason",
    none: "Nothing was wasted.",
    names: {
      refused: "Refused by the model",
      "no-image": "No usable image",
      failed: "Failed, but counted",
      cancelled: "Cancelled",
      replaced: "Replaced by another attempt",
      discarded: "Discarded by hand",
      lost: "Answer lost, resolved by hand",
    },
  },
  others: (count: number) => `${grouped(String(count))} others`,
  table: (title: string) => `Table: ${title}`,
}
