import { html } from "../../../shared/web/html.ts"
import { grouped } from "../../../shared/web/money.ts"
import { attemptSentences } from "./attempts/attempt-sentences.ts"
import { counted, pagesInWords } from "./counting-sentences.ts"

/** Every sentence of the costs. Another language is another object of this shape. */
export const sentences = {
  /** How days and months are written. */
  locale: "en-GB",
  costs: "Costs",
  whereThisIs: "Where this is",
  cover: "Cover",
  page: (page: number) => `Page ${page}`,
  pages: pagesInWords,
  attempts: (count: number) => counted(count, "attempt", "attempts"),
  marked: (words: string, simulated: boolean) => (simulated ? `${words}, simulated` : words),

  outcomes: {
    succeeded: "Succeeded",
    "no-usable-image": "No usable image",
    refused: "Refused by the model",
    "failed-unbilled": "Failed, not charged",
    "failed-billed": "Failed, but charged",
    cancelled: "Cancelled",
    unknown: "Answer lost",
  },
  fates: {
    underWay: "Under way",
    lost: "Answer lost",
    resolved: "Resolved by hand",
    kept: "Kept",
    replaced: "Replaced",
    succeeded: "Succeeded",
  },

  notFound: {
    title: "Not in the ledger",
    book: "The ledger knows no book of this id.",
    attempt: "The ledger knows no attempt of this id.",
    back: "All costs",
  },

  money: {
    label: "Which money",
    real: "Real money",
    simulated: "Simulated",
    band: html`<strong>Simulated.</strong> The built-in sandbox drew these pictures, and every amount here is play money.
      It is never added to real money.`,
  },

  turner: {
    label: "More of this table",
    newer: "Newer",
    older: "Older",
    shown: (first: number, last: number, total: number, most: number | null) =>
      `${grouped(String(first))} to ${grouped(String(last))} of ${most !== null && total > most ? `${grouped(String(most))}+` : grouped(String(total))}`,
    pastTheEnd: (total: number) => `The list ends before this page: it has ${counted(total, "line", "lines")}.`,
    first: "To its beginning",
  },

  band: {
    label: "Total",
    perKeptPage: "Per kept page",
    keptPages: (pages: number) => `the sum over ${counted(pages, "kept page", "kept pages")}, covers included`,
    noneKept: "no page is kept yet",
    waste: "Waste",
    noWaste: "every charge gave a kept image or waits for its page",
    nothingToWaste: "nothing was charged yet",
    wasted: (count: number) => `${counted(count, "attempt", "attempts")} without a kept image`,
    attempts: "Attempts",
    attempted: (priced: number, unpriced: number, unresolved: number) =>
      [
        `${grouped(String(priced))} priced`,
        ...(unpriced > 0 ? [`${grouped(String(unpriced))} unpriced`] : []),
        ...(unresolved > 0 ? [`${grouped(String(unresolved))} unresolved`] : []),
      ].join(", "),
    askedFor: (images: number) => `for ${counted(images, "image", "images")} asked for`,
    noneCounted: "none is counted yet",
    tokens: "Tokens",
    readAndWritten: "read and written",
    toldBy: (told: number, charges: number) =>
      `told by ${grouped(String(told))} of ${counted(charges, "charge", "charges")}`,
    images: "Images",
    returned: "returned by the models",
  },

  all: {
    clean: "The press is clean.",
    nothingSent: (simulated: boolean) =>
      `Nothing was sent, so nothing was charged. Make a book, and every attempt stands here with what it cost${simulated ? " in simulated money" : ""}, to the last digit.`,
    makeBook: "Make a book",
    withoutBook: "Without a book",
  },

  book: {
    title: (name: string) => `Costs of ${name}`,
    spent: "Spent on this book",
    expected: (amount: string, low: string, high: string) =>
      `When it was asked for, about ${amount} was expected (${low} to ${high}).`,
    onlyReported: "Reported from elsewhere: only its costs are known here.",
    deleted: "This book was deleted. What it cost stays.",
    itself: "The book itself",
    byPage: "By page",
    everyAttempt: "Every attempt, kept or not, and its share of the sum",
    nothingYet: "Nothing of this book was sent yet.",
    onItsWay: (calls: number) =>
      `No answer is counted yet; ${calls === 1 ? "1 call is" : `${grouped(String(calls))} calls are`} under way.`,
    newest: (told: number, of: number) =>
      `The newest ${grouped(String(told))} of ${grouped(String(of))} attempts are told here; the sums are of all.`,
    allOfThem: "All of them",
    table: "Table by page",
    caption: "Cost by page, with the attempts at each",
    heads: { page: "Page", fate: "What became of it", model: "Model", sent: "Sent, UTC", amount: "Amount" },
    noPage: "No page",
    attempt: (nth: number) => `Attempt ${nth}`,
    sum: "Sum",
  },

  list: {
    label: "Which attempts",
    filters: {
      label: "Narrowed to",
      names: {
        ebookId: "Book",
        themeId: "Theme",
        model: "Model",
        purpose: "Purpose",
        outcome: "Outcome",
        wasteReason: "Reason",
        time: "Sent",
      },
      remove: "Remove",
      filter: (name: string) => `the filter ${name}`,
      daysOf: (period: string, zone: string) => `${period}, days of ${zone}`,
      between: (from: string | null, to: string | null) =>
        [...(from === null ? [] : [`from ${from}`]), ...(to === null ? [] : [`to ${to}`])].join(" "),
    },
    kinds: {
      all: { tab: "All", title: "Attempts", words: "Everything that was sent.", none: "Nothing was sent yet." },
      wasted: {
        tab: "Waste",
        title: "Waste",
        words: "Charged, but no page keeps an image of theirs.",
        none: "No attempt was wasted.",
      },
      unpriced: {
        tab: "Unpriced",
        title: "Unpriced attempts",
        words: "No cost was reported and no price covers them: they are in no sum.",
        none: "No attempt is unpriced.",
      },
      unresolved: {
        tab: "Unresolved",
        title: "Unresolved attempts",
        words: "They were sent, but their answers were lost. They may have been charged.",
        none: "No answer was lost.",
      },
      held: {
        tab: "Held",
        title: "Money held",
        words: "Calls under way, and answers that are not counted yet. What a call holds is an estimate.",
        none: "No money is held.",
      },
      "without-book": {
        tab: "Without a book",
        title: "Attempts without a book",
        words: "Reported from elsewhere, for no book.",
        none: "Every attempt belongs to a book.",
      },
    },
    table: "Table of attempts",
    caption: "Attempts, newest first",
    heads: {
      attempt: "Attempt",
      fate: "What became of it",
      model: "Model",
      sent: (zone: string) => `Sent, ${zone}`,
      amount: "Amount",
      held: "Held",
    },
    noBook: "No book",
    noneOfThese: "There is no such attempt.",
    sum: "Sum of what is known",
  },

  attempt: attemptSentences,
}
