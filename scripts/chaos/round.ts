import { setTimeout as sleep } from "node:timers/promises"
import { askForBook, tellBook } from "./books.ts"
import type { Installation } from "./installation.ts"
import { type Disturbance, MEMBERS, type MemberName, type Plan } from "./plan.ts"
import type { Fault } from "./provider.ts"
import type { Strike } from "./supervisor.ts"

/** A book that ends before its points have struck is followed by another, so many times. */
const MOST_BOOKS = 4
const STRIKES_WITHIN_MS = 90_000
const REST_WITHIN_MS = 120_000
/** Nothing may have moved for so long. */
const STILL_MS = 400
const PAUSE_MS = 1_500

/** Plays one round and waits until all is quiet again. Answers with what did not go as planned, in sentences. */
export async function playRound(installation: Installation, plan: Plan): Promise<string[]> {
  const { house, timeline } = installation
  timeline.note({ what: "round", round: plan.round, plan })
  for (const name of MEMBERS) house[name].arm(plan.disturbances.filter(isStrikeOn(name)))
  const ids = [await orderBook(installation, plan, 1)]
  const others = plan.disturbances.filter((one) => one.kind !== "struck")
  await Promise.all([steer(installation, plan, ids), ...others.map((one) => disturb(installation, one))])
  const unreached = await untilAllStruck(installation, plan, ids)
  if (unreached.length > 0) return unreached
  await Promise.all(MEMBERS.map((name) => house[name].settled()))
  return untilQuiet(installation)
}

const isStrikeOn =
  (name: MemberName) =>
  (one: Disturbance): one is Strike =>
    one.kind === "struck" && one.member === name

async function orderBook(installation: Installation, plan: Plan, nth: number): Promise<string> {
  const { id, pages } = await askForBook(installation, `Round ${plan.round}, book ${nth}`, plan.round * 10 + nth)
  const prompt = nth === 1 && pages.find(({ number }) => number === plan.stubbornPage)?.prompt
  const stubborn: Fault[] = prompt ? [{ kind: "no-image", times: 6, match: { promptIncludes: prompt } }] : []
  if (nth === 1) await installation.provider.order([...stubborn, ...plan.faults])
  installation.timeline.note({ what: "book asked for", ebookId: id })
  return id
}

/** What a person does meanwhile: changes their mind about a second book, or lets the first one rest for a while. */
async function steer(installation: Installation, plan: Plan, ids: string[]): Promise<void> {
  if (!plan.steering) return
  const { kind, atMs } = plan.steering
  const [first = ""] = ids
  const id = kind === "cancelled" ? await orderBook(installation, plan, ids.length + 1) : first
  if (kind === "cancelled") ids.push(id)
  await sleep(atMs)
  installation.timeline.note({ what: `book ${kind}`, ebookId: id })
  if (kind === "cancelled") return tellBook(installation, id, "cancel")
  await tellBook(installation, id, "pause")
  await sleep(PAUSE_MS)
  await tellBook(installation, id, "resume")
}

async function disturb(installation: Installation, one: Exclude<Disturbance, Strike>): Promise<void> {
  await sleep(one.atMs)
  if (one.kind === "postgres-killed") return installation.killPostgres(one.restMs)
  const supervised = installation.house[one.member]
  await supervised.settled()
  const { member } = supervised
  const { timeline } = installation
  timeline.note({ what: one.kind, member: one.member, life: member.lives.length })
  if (one.kind === "frozen") {
    member.signal("SIGSTOP", "nobody")
    return supervised.freeze(one.freezeMs)
  }
  supervised.restBeforeNextStart(one.restMs)
  member.signal(one.kind === "killed" ? "SIGKILL" : "SIGTERM", one.kind)
  await member.gone()
}

/** The named points that nobody passed, each a sentence. */
async function untilAllStruck(installation: Installation, plan: Plan, ids: string[]): Promise<string[]> {
  const waiting = () => MEMBERS.flatMap((name) => installation.house[name].waiting)
  for (const until = Date.now() + STRIKES_WITHIN_MS; waiting().length > 0 && Date.now() < until; await sleep(50)) {
    const open = await countOpen(installation)
    if (open.books > 0 || ids.length >= MOST_BOOKS) continue
    ids.push(await orderBook(installation, plan, ids.length + 1))
  }
  return waiting().map(({ member, point, nth }) => `${member} never passed ${point} for time ${nth}`)
}

type Open = { books: number; failed: string[]; sent: number; pending: number; parked: number; changes: number }

/** What is still to be done, read from the tables themselves. */
async function countOpen({ postgres }: Installation): Promise<Open> {
  const { rows } = await postgres.pool.query(`
    select (select count(*)::int from ebook_generation.ebooks where status not in ('draft', 'failed', 'cancelled')) as books,
           (select coalesce(array_agg(id), '{}') from ebook_generation.ebooks where status = 'failed') as failed,
           (select count(*)::int from ebook_generation.attempts where status = 'sent') as sent,
           (select count(*)::int from events.deliveries where state = 'pending') as pending,
           (select count(*)::int from events.deliveries where state = 'parked') as parked,
           (select count(*)::int from events.events) as changes`)
  return rows[0]
}

/** Until every book is a draft, resumed where it failed, and nothing is under way or waits to be delivered. */
async function untilQuiet(installation: Installation): Promise<string[]> {
  let last: Open | null = null
  for (const until = Date.now() + REST_WITHIN_MS; Date.now() < until; await sleep(STILL_MS)) {
    const open = await countOpen(installation)
    for (const id of open.failed) await tellBook(installation, id, "resume")
    const isQuiet = open.books + open.failed.length + open.sent + open.pending === 0
    if (isQuiet && last?.changes === open.changes) return []
    if (open.parked > 0) return [`${open.parked} deliveries are parked`]
    last = isQuiet ? open : null
  }
  return [`no rest within ${REST_WITHIN_MS / 1_000} s: ${JSON.stringify(await countOpen(installation))}`]
}
