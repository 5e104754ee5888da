import { absences, timeWithSomebody } from "./absences.ts"
import type { History, Span } from "./history.ts"

/** Milliseconds from a kill or a freeze, without those in which the harness kept everybody away. `work`: to the next page or delivery, by whomever; `closed`: until nothing the member had under way was left open. */
export type Recovery = { of: "member" | "postgres"; after: string; work: number | null; closed: number | null }

type Wound = { of: Recovery["of"]; after: string; at: number; life: History["lives"][number] | null }

const UNKNOWN = "ebook-generation.attempt-outcome-unknown"
const PAUSED = "ebook-generation.ebook-paused"
const RESUMED = "ebook-generation.ebook-resumed"
/** A pause that begins before work could go on hides when it would have. */
const PAUSED_SOON_MS = 5_000

/** How soon work went on after each. Where no book was at work, there was nothing to go on with. */
export function recoveries(history: History): Recovery[] {
  const signs = [
    ...history.deliveries.flatMap(({ handledAt }) => handledAt ?? []),
    ...history.attempts.flatMap(({ status, endedAt }) => (status === "ended" ? (endedAt ?? []) : [])),
  ].toSorted((a, b) => a - b)
  const nobody = absences(history)
  return [...membersStruck(history), ...outages(history)].map(({ of, after, at, life }) => {
    const next = signs.find((sign) => sign > at)
    const open = attemptsOpenAt(history, life, at)
    return {
      of,
      after,
      work: isAnyBookAtWork(history, at) && next !== undefined ? timeWithSomebody(at, next, nobody) : null,
      closed: open.length > 0 ? Math.max(...open.map((endedAt) => timeWithSomebody(at, endedAt, nobody))) : null,
    }
  })
}

/** A book that rests because somebody said so is not at work. */
const isAnyBookAtWork = (history: History, at: number): boolean =>
  history.ebooks.some(
    ({ id, requestedAt, endedAt }) =>
      requestedAt < at &&
      (endedAt ?? Number.POSITIVE_INFINITY) > at &&
      pausesOf(history, id).every(({ from, to }) => to < at || from > at + PAUSED_SOON_MS),
  )

function pausesOf({ events }: History, id: string): Span[] {
  const own = events.filter(({ payload }) => payload.ebookId === id)
  return own.flatMap(({ name, at: from }) =>
    name === PAUSED
      ? { from, to: own.find((later) => later.name === RESUMED && later.at > from)?.at ?? Number.POSITIVE_INFINITY }
      : [],
  )
}

/** When the attempts that the member had sent and not yet booked were closed: booked, or called unknown, by itself or by another. */
function attemptsOpenAt({ attempts, events }: History, life: Wound["life"], at: number): number[] {
  const own = new Set(life?.entries.flatMap(({ called }) => called ?? []))
  const lost = new Map(events.flatMap((event) => (event.name === UNKNOWN ? [[event.payload.attemptId, event.at]] : [])))
  return attempts.flatMap(({ id, sentAt, endedAt }) => {
    const closedAt = lost.get(id) ?? endedAt
    return own.has(id) && sentAt <= at && closedAt !== null && closedAt > at ? closedAt : []
  })
}

/** Killed by whomever, with kill -9; and frozen, by us or by its own hand. */
function membersStruck({ lives, freezes }: History): Wound[] {
  const killed = lives.flatMap((life): Wound[] =>
    life.ended?.signal === "SIGKILL"
      ? [{ of: "member", after: `kill -9 (${life.ended.by})`, at: life.ended.at, life }]
      : [],
  )
  const frozen = freezes.map(({ member, point, from: at }): Wound => {
    const life = lives.findLast((one) => one.member === member && one.startedAt <= at) ?? null
    return { of: "member", after: `freeze (${point ?? "any moment"})`, at, life }
  })
  return [...killed, ...frozen]
}

/** From the moment it answers again. */
const outages = ({ outages }: History): Wound[] =>
  outages.map(({ to }) => ({ of: "postgres", after: "PostgreSQL killed", at: to, life: null }))
