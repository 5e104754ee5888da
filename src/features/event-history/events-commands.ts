import { setTimeout as sleep } from "node:timers/promises"
import { Command } from "commander"
import { sql } from "drizzle-orm"
import { z } from "zod"
import type { Db } from "../../shared/database/database.ts"
import type { EventBus } from "../../shared/events/event-bus.ts"
import { plain, print, say } from "../../shared/terminal.ts"
import { outsideId } from "../../shared/web/api.ts"
import { validationError } from "../../shared/web/problems.ts"
import { toEvent, toRetried } from "./events-answers.ts"
import { replayBody } from "./events-schemas.ts"
import { countEvents } from "./read-counts.ts"
import { EVERY_EVENT, type EventRecord, readEvents } from "./read-events.ts"
import { retryDelivery } from "./retry-delivery.ts"
import type { Teller } from "./teller.ts"
import { STATES } from "./view.ts"

type Deps = { db: Db; bus: EventBus }
type ListOptions = { type?: string; book?: string; state?: string; limit: string; json?: true }
type RetryOptions = { parked?: true; json?: true }
type ReplayOptions = { from?: string; json?: true }

/** A lone command delivers too while it runs, and is given this long for one delivery. */
const TRY_WAIT_MS = 10_000
/** Without anything being handled for so long, whoever runs on does the rest. */
const STANDSTILL_MS = 2_000
const POLL_MS = 50

/** `events list`, `retry` and `replay`. No question is asked; the exit code is 0 only when it worked. */
export function eventsCommands(deps: Deps, teller: Teller): Command {
  const events = new Command("events").description("what happened, and having it handled again")
  events
    .command("list")
    .description("what happened, newest first")
    .option("--type <name>", "only events of this name")
    .option("--book <id>", "only events about this book")
    .option("--state <state>", `only with a delivery that is ${STATES.join(", ")}`)
    .option("--limit <number>", "at most so many, 1 to 1000", "50")
    .option("--json", "one JSON document on stdout")
    .action((options: ListOptions) => list(deps.db, teller, options))
  events
    .command("retry")
    .description("try a delivery again that is parked or waits for its next try")
    .argument("[delivery]", "its id, as events list tells it")
    .option("--parked", "all that are parked, instead of one")
    .option("--json", "one JSON document on stdout")
    .action((id: string | undefined, options: RetryOptions) => retry(deps, id, options))
  events
    .command("replay")
    .description("give a subscriber its events again, in their order; no sum changes")
    .argument("<subscriber>", "its name, as events list tells it")
    .option("--from <instant>", "only events said from then on, such as 2026-11-23T10:00:00Z")
    .option("--json", "one JSON document on stdout")
    .action((subscriber: string, options: ReplayOptions) => replay(deps, subscriber, options))
  return events
}

const LIMIT = "a whole number from 1 to 1000"
const listing = z.object({
  "--type": outsideId.optional(),
  "--book": outsideId.optional(),
  "--state": z.enum(STATES, `one of ${STATES.join(", ")}`).optional(),
  "--limit": z
    .string()
    .regex(/^\d{1,4}$/, LIMIT)
    .transform(Number)
    .pipe(z.int().min(1, LIMIT).max(1_000, LIMIT)),
})

async function list(db: Db, teller: Teller, options: ListOptions): Promise<void> {
  const asked = read(listing, {
    ...{ "--type": options.type, "--book": options.book, "--state": options.state, "--limit": options.limit },
  })
  const filter = {
    ...EVERY_EVENT,
    ...{ name: asked["--type"] ?? null, ebookId: asked["--book"] ?? null, state: asked["--state"] ?? null },
  }
  const pageSize = asked["--limit"]
  const events = await readEvents(db, filter, { limit: pageSize, offset: 0 })
  if (options.json) {
    const { count: total } = await countEvents(db, filter)
    return print(JSON.stringify({ items: events.map(toEvent), page: 1, pageSize, total }))
  }
  if (events.length === 0) return say("No event is like that.")
  for (const event of events) print(lineOf(event, teller))
}

/** Time, headline, name and book; under it whatever is not handled. */
const lineOf = (event: EventRecord, teller: Teller): string =>
  [
    [event.occurredAt.toISOString(), plain(teller.headline(event)), event.name, event.ebookId ?? "-"].join("\t"),
    ...event.deliveries
      .filter(({ state }) => state !== "handled")
      .map(({ id, subscriber, state, error }) => ["", id, state, subscriber, plain(error ?? "")].join("\t").trimEnd()),
  ].join("\n")

async function retry(deps: Deps, id: string | undefined, options: RetryOptions): Promise<void> {
  if ((id === undefined) === (options.parked === undefined))
    throw new Error("Say which delivery by its id, or --parked for all that are parked.")
  if (id === undefined) return retryParked(deps, options.json === true)
  const delivery = await retryDelivery(deps, id, TRY_WAIT_MS)
  if (delivery.state !== "handled") process.exitCode = 1
  if (options.json) return print(JSON.stringify(toRetried(delivery)))
  if (delivery.state === "handled") return say(`${delivery.subscriber} has handled it.`)
  const why = delivery.error === null ? "nothing has tried it yet" : plain(delivery.error)
  say(`${delivery.subscriber} has not handled it: ${why}`)
}

async function retryParked({ db, bus }: Deps, asJson: boolean): Promise<void> {
  const deliveries = await bus.retryParked(null)
  const left = await untilHandled(db, null)
  if (left.parked + left.pending > 0) process.exitCode = 1
  if (asJson) return print(JSON.stringify({ deliveries, ...left }))
  say(deliveries === 0 ? "Nothing is parked." : `${deliveries} tried again. ${inWords(left)}`)
}

async function replay({ db, bus }: Deps, subscriber: string, options: ReplayOptions): Promise<void> {
  const asked = { subscriber, ...(options.from === undefined ? {} : { from: options.from }) }
  const { from = null } = read(replayBody, asked)
  const deliveries = await bus.replay(subscriber, from)
  const left = await untilHandled(db, subscriber)
  if (left.parked + left.pending > 0) process.exitCode = 1
  if (options.json) return print(JSON.stringify({ subscriber, from: from?.toISOString() ?? null, deliveries, ...left }))
  say(`${subscriber} was given ${deliveries} again. ${inWords(left)}`)
}

type Left = { pending: number; parked: number }

/** What one subscriber, or anybody, has not handled. */
async function leftOf(db: Db, subscriber: string | null): Promise<Left> {
  const of = subscriber === null ? sql`true` : sql`subscriber = ${subscriber}`
  const { rows } = await db.execute<Left>(sql`
    select (count(*) filter (where state = 'pending'))::int as pending, (count(*) filter (where state = 'parked'))::int as parked
    from events.deliveries where state <> 'handled' and ${of}`)
  return rows[0] ?? { pending: 0, parked: 0 }
}

/** Until nothing is left to deliver, or for a while nothing could be. Answers what is left. */
async function untilHandled(db: Db, subscriber: string | null): Promise<Left> {
  let left = await leftOf(db, subscriber)
  for (let since = performance.now(); left.pending > 0 && performance.now() - since < STANDSTILL_MS; ) {
    await sleep(POLL_MS)
    const now = await leftOf(db, subscriber)
    if (now.pending < left.pending) since = performance.now()
    left = now
  }
  return left
}

const inWords = ({ pending, parked }: Left): string =>
  pending + parked === 0 ? "All are handled." : `${pending} are on their way, ${parked} are parked.`

/** Throws one sentence that names each wrong option and what it takes. */
function read<T extends z.ZodType>(schema: T, options: unknown): z.output<T> {
  const checked = schema.safeParse(options)
  if (checked.success) return checked.data
  const named = checked.error.issues.map((issue) => ({
    ...issue,
    path: issue.path.map((name) => (name === "from" ? "--from" : name)),
  }))
  throw validationError(new z.ZodError(named))
}
