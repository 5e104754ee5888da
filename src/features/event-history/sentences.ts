import { grouped } from "../../shared/web/money.ts"
import type { State } from "./view.ts"

const TRIES = ["no", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
const times = (count: number) => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`)
const tried = (count: number) => (count === 1 ? "1 try" : `${count} tries`)
const events = (count: string) => (count === "1" ? "1 event" : `${count} events`)
const ofMillions = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 2 })

/** Every sentence of the events' pages. Another language is another object of this shape. */
export const sentences = {
  /** How dates are written. */
  locale: "en-GB",
  events: "Events",
  whatItIs:
    "Everything that happened, newest first, and what each part of the house made of it. Whatever is not handled is tried again, and parked in sight when that does not help. Times are UTC.",
  ofOneBook: (title: string) => `Everything that happened to “${title}”, newest first. Times are UTC.`,
  toTheBook: "To the book",
  toItsCosts: "To its costs",
  allBooks: "All books",

  tabs: { label: "Filter by delivery", all: "All", pending: "On its way", retried: "Retried", parked: "Parked" },
  count: (count: number, isExact: boolean) => {
    if (isExact) return grouped(String(count))
    if (count >= 1_000_000) return `about ${ofMillions.format(count / 1_000_000)} million`
    return `about ${grouped(String(Math.round(count / 10_000) * 10_000))}`
  },
  filter: {
    book: "Book",
    everyBook: "All books",
    bookHint: "Its title",
    type: "What happened",
    everything: "Everything",
    show: "Show",
    noBook: (title: string) => `No book is called “${title}”.`,
  },

  today: (day: string) => `Today, ${day}`,
  because: "Because of",
  page: { content: (number: number) => `page ${number}`, cover: "the cover", back: "the back cover" },
  pages: (count: number) => `${count} pages`,
  attempt: "its attempt",
  deliveries: "Who hears it",
  heardByNobody: "Nobody hears it.",

  delivery: {
    who: (feature: string, does: string) => `${feature}: ${does}`,
    handled: (duration: string) => `handled in ${duration}`,
    handledAtTry: (tries: number, duration: string) => `${TRIES[tries] ?? `${tries}th`} try, ${duration}`,
    onItsWay: "on its way",
    waits: "waits behind a parked one",
    again: (tries: number, wait: string) => `tried ${times(tries)}, again in ${wait}`,
    againNow: (tries: number) => `tried ${times(tries)}, again now`,
    parked: (tries: number, error: string) => `Parked after ${tried(tries)}: ${error}`,
    parkedAfter: (tries: number) => `parked after ${tried(tries)}`,
    noReason: "no reason was given",
    tryAgain: "Try again",
    tryAgainWho: (who: string) => `Try again: ${who}`,
    tryAllAgain: "Try all again",
  },
  ms: (ms: number) => `${ms} ms`,
  seconds: (seconds: string) => `${seconds} s`,

  empty: {
    head: "Nothing has happened yet.",
    text: "As soon as somebody asks for a book, every step of it is written down here: who did what, when, and what it cost.",
    make: "Make a book",
  },
  none: {
    all: "No event is like that.",
    pending: "Nothing is on its way: every event is handled.",
    retried: "Nothing had to be tried more than once.",
    parked: "Nothing is parked.",
    showAll: "Show everything",
  } satisfies Record<State | "all" | "showAll", string>,
  pager: { label: "More events", older: "Older", newest: "Newest" },
  archive: {
    head: (count: string) => `${events(count)} of older months in the archive`,
    text: "They are shown where you look at one book, and a replay reads them too.",
    month: (month: string, count: string) => `${month}: ${events(count)}`,
  },

  said: {
    handled: (who: string, what: string) => `“${what}” was tried again: ${who} has handled it.`,
    onItsWay: (who: string, what: string) => `“${what}” is on its way to ${who} again.`,
    failed: (who: string, what: string) => `“${what}” was tried again, and ${who} still cannot handle it.`,
    all: (count: string) =>
      count === "1" ? "1 parked delivery is on its way again." : `${count} parked deliveries are on their way again.`,
    noneParked: "Nothing was parked any more.",
    replayed: (who: string, count: string) => `${who} is given ${events(count)} again, in their order.`,
  },

  event: {
    whereThisIs: "Where this is",
    happened: "Happened",
    recorded: "Written down",
    kind: "Kind",
    book: "Book",
    ofThisBook: "all its events",
    attempt: "Attempt",
    page: "Page",
    order: "Order",
    ofAggregate: (sequence: number) => `number ${grouped(String(sequence))} of`,
    id: "Event",
    cause: "Because of",
    noCause: "No other event: a person, a program or a worker at its work",
    following: "What followed from it",
    nothingFollowed: "Nothing followed from it by itself.",
    heard: "Who heard it",
    error: "The last failure",
    errorBefore: "It had failed before",
    handledAt: (time: string) => `at ${time}`,
    payload: "What it says",
    payloadRest: (name: string) => `${name}, exactly as it came`,
    none: "There is no such event.",
    noDelivery: "There is no such delivery.",
    alreadyHandled: "This delivery is handled already; nothing was tried again.",
  },

  replay: {
    what: "A handler was mended, or a table of its own was lost?",
    link: "Give it its events again",
    heading: "Replay",
    lead: "Gives one subscriber its events again, in their order. Handlers are made to be repeated: what was counted stays counted once, and no sum changes. It helps where a handler was mended, or a table of its own was lost.",
    subscriber: "Who",
    option: (words: string, name: string) => `${words} (${name})`,
    from: "From when, UTC",
    fromHint: "Such as 2026-11-23 14:06. Empty: from the beginning.",
    press: "Give it its events again",
    problemsHead: "Nothing was replayed.",
    lookAtFrom: "Look at the time",
    badFrom: (typed: string) => `“${typed}” is no time. Write it like 2026-11-23 14:06, or leave it empty.`,
    chooseSubscriber: "Choose who",
    badSubscriber: "Choose one of those that hear something.",
  },
}
