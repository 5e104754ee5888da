import { sentences } from "../../../src/features/ebook-generation/sentences/fact-sentences.ts"
import type { History, Span } from "../history.ts"
import { type Check, each } from "./check.ts"

/** A lost connection is told for so long after the server is back: pools and lanes find out one by one. Milliseconds. */
const AFTERMATH_MS = 5_000

type Logged = { level?: string; time?: string; message?: string; error?: string }

/** How a member may end: by our signal or by its own hand at a named point, or not come up without a database. */
const isExplained = ({ outages }: History, { startedAt, ended }: History["lives"][number]): boolean => {
  if (ended === null || ended.by === "closed") return true
  if (ended.by === "stopped") return ended.code === 0
  if (ended.signal === "SIGKILL") return ended.by !== "nobody"
  return ended.code === 1 && outages.some(({ from, to }) => from <= ended.at && startedAt <= to + AFTERMATH_MS)
}

export const processes: readonly Check[] = [
  {
    says: "no process ended by itself, and every one that was asked to stop did so in good order",
    look: (history) =>
      each(history.lives, (life) =>
        isExplained(history, life)
          ? null
          : `${life.member}, life ${life.number} (${life.log}): code ${life.ended?.code}, signal ${life.ended?.signal}, last signalled by ${life.ended?.by}`,
      ),
  },
  {
    says: "no attempt was sent twice",
    look({ lives }) {
      const calls = lives.flatMap(({ member, number, entries }) =>
        entries.flatMap(({ called }) => (called ? { called, who: `${member} ${number}` } : [])),
      )
      return each([...Map.groupBy(calls, ({ called }) => called)], ([id, some]) =>
        some.length === 1 ? null : `attempt ${id}: by ${some.map(({ who }) => who).join(" and ")}`,
      )
    },
  },
  {
    says: "nothing is unknown because a process was asked to stop",
    look({ lives, attempts }) {
      const stopped = lives.filter(({ ended }) => ended?.by === "stopped")
      const theirs = new Map(
        stopped.flatMap((life) => life.entries.flatMap(({ called }) => (called ? [[called, life] as const] : []))),
      )
      return each(
        attempts.filter(({ id }) => theirs.has(id)),
        ({ id, status, problem, endedAt }) => {
          const life = theirs.get(id)
          // What was called unknown before that was given up while the process was frozen.
          const isSince = endedAt !== null && endedAt >= (life?.ended?.at ?? 0)
          const isGivenUp = status === "unknown" && problem === sentences.problems.workerDied && isSince
          return isGivenUp || status === "sent"
            ? `attempt ${id} of ${life?.member}, life ${life?.number}: ${problem}`
            : null
        },
      )
    },
  },
  {
    says: "the logs tell of no error that nobody caused",
    look: (history) =>
      each(
        history.lives.flatMap(({ member, number, logged }) => logged.map((line) => ({ member, number, line }))),
        ({ member, number, line }) =>
          isTrouble(line, aftermaths(history, member)) ? `${member}, life ${number}: ${line.slice(0, 600)}` : null,
      ),
  },
]

/** When a member may tell of a lost connection: after an outage, and after waking, since PostgreSQL waits for nobody who sleeps in a transaction. */
const aftermaths = ({ outages, freezes }: History, member: string): Span[] =>
  [...outages, ...freezes.filter((freeze) => freeze.member === member)].map(({ from, to }) => ({
    from,
    to: to + AFTERMATH_MS,
  }))

function isTrouble(line: string, explained: readonly Span[]): boolean {
  const told = read(line)
  if (!told) return /unhandled|uncaught|fatal|at .+:\d+:\d+/i.test(line)
  if (told.level !== "error") return false
  const at = Date.parse(told.time ?? "")
  return !explained.some(({ from, to }) => from <= at && at <= to) && !line.includes("spoilt by the crash harness")
}

function read(line: string): Logged | null {
  try {
    return JSON.parse(line) as Logged
  } catch {
    return null
  }
}
