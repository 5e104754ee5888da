/** What a process does, seen from outside its code: what it says to the database and the provider, and what it writes to disk. */
export type Moment =
  | { of: "statement"; when: "before" | "after"; statement: Statement; transaction: readonly Statement[] }
  | { of: "commit"; when: "before" | "after"; transaction: readonly Statement[] }
  | { of: "call"; when: "before" | "written" | "answered" }
  | { of: "file"; when: "before" | "after"; act: "open" | "rename"; path: string }

/** Parameters are kept as text, so that an event's name among them can be found. */
export type Statement = { text: string; parameters: string }

export type CrashPoint = {
  /** What is done and what is not when it strikes. */
  strikes: string
  isHere(moment: Moment): boolean
  /** It can be passed so many times in a round for certain: the seed picks one of them. */
  within: number
  /** A statement that fails until then, so that the point is ever reached. */
  spoils?: (moment: Moment) => boolean
}

const HOLD = /insert into "generation_costs"\."holds"/
const CHARGE = /insert into generation_costs\.charges/
const SETTLED = /update "ebook_generation"\."attempts" set .*"http_status"/
const TAKEN_OVER = /update "ebook_generation"\."pages" set "token"/
const DELIVERIES = /update "?events"?\."?deliveries"?/
const PUBLISHED = /insert into "?events"?\."?events"?/
const CREATED = /create table/i
const CAUGHT_UP = /insert into "?events"?\."?subscribers"?/

const isHandled = ({ text, parameters }: Statement) => DELIVERIES.test(text) && /handled/.test(text + parameters)
const isFailureNoted = ({ text }: Statement) => DELIVERIES.test(text) && text.includes("last_error")
const isBooksEnd = ({ text, parameters }: Statement) =>
  PUBLISHED.test(text) && parameters.includes("ebook-generation.ebook-generated")
const says = (pattern: RegExp) => (statement: Statement) => pattern.test(statement.text)

type Sign = (statement: Statement) => boolean
const commit =
  (when: "before" | "after", ...signs: Sign[]) =>
  (moment: Moment) =>
    moment.of === "commit" && moment.when === when && signs.every((sign) => moment.transaction.some(sign))
const statement = (when: "before" | "after", sign: Sign) => (moment: Moment) =>
  moment.of === "statement" && moment.when === when && sign(moment.statement)
const call = (when: "before" | "written" | "answered") => (moment: Moment) =>
  moment.of === "call" && moment.when === when
const file = (when: "before" | "after", act: "open" | "rename", path: RegExp) => (moment: Moment) =>
  moment.of === "file" && moment.when === when && moment.act === act && path.test(moment.path)

/** What was written in the transaction before this statement. */
const afterEffect = (sign: Sign) => (moment: Moment) => moment.of === "statement" && moment.transaction.some(sign)
const both = (one: (moment: Moment) => boolean, other: (moment: Moment) => boolean) => (moment: Moment) =>
  one(moment) && other(moment)

const SPOOLED = /\/spool\/[^/]+\.answer\.json$/
const PICTURE = /\/assets\/ebooks\/.+\.png$/

/** In the order of a page's way from its claim to the ledger; the named points of `npm run chaos`. */
export const CRASH_POINTS = {
  "during-migration": {
    strikes: "some tables of an empty database are made, inside the transaction of a migration",
    isHere: statement("after", says(CREATED)),
    within: 12,
  },
  "before-reserve-commit": {
    strikes: "the attempt and its hold are written, not committed: nothing may be left of them",
    isHere: commit("before", says(HOLD)),
    within: 3,
  },
  "after-reserve": {
    strikes: "the attempt is stored as sent and its cost is held; nothing was sent",
    isHere: commit("after", says(HOLD)),
    within: 3,
  },
  "before-send": { strikes: "the request is about to be written", isHere: call("before"), within: 3 },
  "after-send": {
    strikes: "the request is written, nothing of the answer is here",
    isHere: call("written"),
    within: 3,
  },
  "after-response": {
    strikes: "the provider answered and charged; its picture is still on the wire",
    isHere: call("answered"),
    within: 3,
  },
  "before-spool": {
    strikes: "the whole answer is in memory and nowhere else",
    isHere: file("before", "open", /\/spool\/\.[^/]+$/),
    within: 3,
  },
  "mid-spool": {
    strikes: "the answer is on disk under a name that nobody reads",
    isHere: file("before", "rename", SPOOLED),
    within: 3,
  },
  "after-spool": { strikes: "the answer lies in the spool", isHere: file("after", "rename", SPOOLED), within: 3 },
  "after-image-stored": {
    strikes: "the picture is stored, and no table knows of it",
    isHere: file("after", "rename", PICTURE),
    within: 3,
  },
  "before-settle-commit": {
    strikes: "attempt, page and TokensConsumed are written, not committed",
    isHere: commit("before", says(SETTLED)),
    within: 3,
  },
  "after-settle-commit": {
    strikes: "attempt, page and TokensConsumed are committed; the answer still lies in the spool",
    isHere: commit("after", says(SETTLED)),
    within: 3,
  },
  "before-takeover-commit": {
    strikes: "a dead worker's page is taken over, not committed",
    isHere: commit("before", says(TAKEN_OVER)),
    within: 1,
  },
  "after-takeover": {
    strikes: "a dead worker's page is taken over by one who dies too",
    isHere: commit("after", says(TAKEN_OVER)),
    within: 1,
  },
  "before-end-commit": {
    strikes: "the last page is drawn and EbookGenerated written, not committed",
    isHere: commit("before", isBooksEnd),
    within: 1,
  },
  "mid-relay": {
    strikes: "the effects of a handler are written, not acknowledged",
    isHere: both(statement("before", isHandled), afterEffect(says(CHARGE))),
    within: 3,
  },
  "before-relay-commit": {
    strikes: "effects and acknowledgement are written, not committed",
    isHere: commit("before", says(CHARGE), isHandled),
    within: 3,
  },
  "after-relay-commit": {
    strikes: "effects and acknowledgement are committed; nobody was told",
    isHere: commit("after", says(CHARGE), isHandled),
    within: 3,
  },
  "after-failure-noted": {
    strikes: "a handler failed and that is noted, to be tried again",
    isHere: statement("after", isFailureNoted),
    spoils: statement("before", says(CHARGE)),
    within: 1,
  },
  "during-catch-up": {
    strikes: "who hears what is being written at a start",
    isHere: statement("before", says(CAUGHT_UP)),
    within: 1,
  },
} as const satisfies Record<string, CrashPoint>

export type PointName = keyof typeof CRASH_POINTS
