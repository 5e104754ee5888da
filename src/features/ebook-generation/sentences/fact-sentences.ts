/** What this feature stores or refuses in words: problems of pages, reasons of books, refusals. Plain text, for the domain too. */
export const sentences = {
  backCoverMade: "Composed here from the cover and two of the drawn pages.",

  problems: {
    status: (status: number) => `The provider answered ${status}.`,
    error: "The provider answered with an error.",
    noPicture: "The answer held no picture.",
    refused: "The model refused to draw this.",
    unreachable: (why: string) =>
      `The provider cannot be reached: ${why}. Look at the network of this machine and at OPENROUTER_BASE_URL.`,
    noKey: "no key is set",
    workerDied: "The process that had sent it died before the answer was saved.",
    unreadableWait: (seconds: number) =>
      `The provider asked for a wait we cannot read; trying again after ${seconds} s.`,
    longWait: (asked: number, seconds: number) =>
      `The provider asked to wait ${asked} s; trying again after ${seconds} s.`,
    pictures: {
      "not-an-image": "What came was not a picture.",
      grey: "The picture came grey, not as line art.",
      "nearly-empty": "The picture came nearly empty.",
      "nearly-black": "The picture came nearly black.",
      blank: "The cover came blank.",
    },
  },

  reasons: {
    paused: "Paused by hand. Resume to go on.",
    cancelled: "Cancelled by hand.",
    keyRefused:
      "OpenRouter refused the key. Set OPENROUTER_API_KEY to one that works, start again and resume the book.",
    noCredit: "OpenRouter says that the account has no credit left. Add credit and resume the book.",
    noKey:
      "This book is made with real money, and OPENROUTER_API_KEY is not set. Set it and start again: the book goes on by itself.",
    pageFailed: (name: string) => `${name} could not be drawn. Resume to try it again; every drawn page is kept.`,
    pagesFailed: (count: number) =>
      `${count} pages could not be drawn. Resume to try them again; every drawn page is kept.`,
    cover: "The cover",
    page: (number: number) => `Page ${number}`,
  },

  refusals: {
    noBook: (id: string) => `There is no book ${id}.`,
    noSuchBook: "There is no such book.",
    noSuchPage: "This book has no such page.",
    noPage: (number: number, last: number) =>
      `This book has no page ${number}: its pages are 0, the cover, to ${last}, the back cover.`,
    noPicture: "There is no such picture yet.",
    noSample: "This theme has no such sample.",
    notDrawn: (done: number, total: number) => `The PDF is there when every page is drawn; ${done} of ${total} are.`,
    otherState: (status: string, verb: string, from: readonly string[]) =>
      `A book that is ${status} cannot be ${verb}; only one that is ${from.join(" or ")}.`,
    keyReused: "This Idempotency-Key was used for another book; send a new one.",
    themeTakes: (ids: readonly string[]) => `themeId takes one of ${ids.join(", ")}.`,
  },
}
