import { grouped } from "../../../../shared/web/money.ts"
import { counted } from "../counting-sentences.ts"

/** What the price book says: its pages, its command and its refusals. */
export const priceSentences = {
  title: "Prices",
  lead: "In US dollars. A call is priced by the version of its own time; a later one changes nothing that was charged.",
  reprice: "Reprice what was charged",
  enter: "Enter a price of your own",
  more: "On this page, and beyond",

  refresh: {
    press: "Refresh now",
    nothing: "Every price is as it was.",
    changed: (count: number) => `${counted(count, "price", "prices")} changed. They stand first under “What changed”.`,
    noKey:
      "No OpenRouter key is set, so there is no provider to ask: the sandbox’s prices are those of config/models.yaml.",
    unreadable: (why: string) => `The provider’s prices could not be read (${why}). The known ones stay.`,
  },

  words: {
    per: { token: "a million tokens", image: "an image", megapixel: "a megapixel", request: "a request" },
    unknown: "unknown",
    only: (provider: string) => `only from ${provider}`,
    size: (variant: string) => `size ${variant}`,
    above: (tokens: string) => `above ${tokens} prompt tokens`,
    hours: (start: string, end: string) => `${start} to ${end} UTC`,
    unread: (name: string, value: string) => `${name} ${value}, a condition that is not read`,
    always: "the beginning",
    snapshot: "reviewed, in config/models.yaml",
    provider: "fetched from OpenRouter",
    operator: (author: string) => `entered by ${author}`,
    stillUnknown: "still unknown",
    lost: "not known any more",
    found: "not known before",
    same: "the same",
    noLongerFree: "no longer free",
    free: "free",
    nothing: "down to nothing",
    hardly: "less than 0.1%",
    percent: (number: string) => `${number}%`,
    up: (words: string) => `up ${words}`,
    down: (words: string) => `down ${words}`,
  },

  now: {
    title: "Prices now",
    note: "Those of the models on offer, and of every model with a price of your own.",
    others: (count: number) => `${counted(count, "more model", "more models")} of the provider’s list`,
    table: (model: string) => `Table of prices of ${model}`,
    heads: { what: "What", since: "Since, UTC", price: "Price", per: "for", one: "One, exactly" },
    history: (what: string) => `History of ${what}`,
  },

  changes: {
    title: "What changed",
    none: "No price has changed yet.",
    table: "Table of changed prices",
    newest: (told: number, of: number) => `The newest ${grouped(String(told))} of ${grouped(String(of))}.`,
    heads: { what: "What", from: "From, UTC", before: "Before", after: "After", change: "Change" },
  },

  own: {
    title: "A price of your own",
    note: "It stands before a fetched one for the time it covers. Nothing that was charged changes by it.",
    model: "Model",
    modelHint: "By OpenRouter’s name, such as google/gemini-2.5-flash-image.",
    meter: "What is counted",
    unitPrice: "US dollars for one",
    unitPriceHint: "One token, image, megapixel or request: 0.00003 is $30.00 a million tokens.",
    provider: "Only from this provider",
    providerHint: "Empty: whoever serves.",
    variant: "Only for this size",
    variantHint: "Such as 2k. Empty: every size.",
    validFrom: "From",
    validFromHint: "A UTC day such as 2026-11-23, or an instant such as 2026-11-23T10:00:00Z.",
    validTo: "To, included",
    validToHint: "A day; an instant is the first that is not. Empty: until a later price.",
    press: "Keep this price",
    kept: (what: string, price: string, from: string) => `Kept: ${what}, ${price}, from ${from} UTC.`,
    problemsHead: (count: number) =>
      `${count === 1 ? "One thing" : `${count} things`} to put right. Nothing was kept, nothing changed.`,
    problems: {
      model: { link: "Look at the model", sentence: "Name the model in 1 to 200 characters." },
      provider: { link: "Look at the provider", sentence: "Name the provider in at most 200 characters." },
      meter: { link: "Choose what is counted", sentence: "Choose what is counted." },
      variant: { link: "Look at the size", sentence: "Name the size in at most 200 characters." },
      unitPrice: {
        link: "Look at the price",
        sentence:
          "Write the price of one in US dollars, such as 0.00003: digits and a point, at most 9 before it and 18 after it.",
      },
      validFrom: {
        link: "Look at the first day",
        sentence:
          "Write a day such as 2026-11-23, or an instant such as 2026-11-23T10:00:00Z, of the years 1970 to 9999.",
      },
      validTo: {
        link: "Look at the last day",
        sentence: "Write a day or an instant after the first one, up to the year 9999, or leave it empty.",
      },
    },
  },

  history: {
    title: (what: string) => `History: ${what}`,
    note: "Every version there was, newest first. None is ever changed or removed.",
    whereThisIs: "Where this is",
    none: "The price book has no such price.",
    table: "Table of the versions of this price",
    heads: {
      from: "From, UTC",
      until: "Until, UTC",
      price: "Price",
      per: "for",
      one: "One, exactly",
      source: "Source",
    },
    open: "no end known",
    now: "now",
    version: (id: number) => `No. ${id}`,
    read: (at: string) => `read ${at}`,
    entered: (at: string) => `on ${at}`,
  },
}
