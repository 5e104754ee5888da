import type { History } from "../../../scripts/chaos/history.ts"
import { sentences } from "../../../src/features/ebook-generation/sentences/fact-sentences.ts"

type Life = History["lives"][number]

/** A worker that was stopped in good order. */
export const A_LIFE: Life = {
  ...{
    member: "worker-1",
    number: 1,
    pid: 1,
    startedAt: 0,
    readyAt: 1,
    log: "worker-1-1.log",
    diary: "",
    orders: null,
  },
  ended: { at: 2, code: 0, signal: null, by: "stopped" },
  entries: [{ at: 1, called: "an attempt" }],
  logged: ['{"level":"info","message":"listening"}'],
}

type ProcessLie = { lie: string; foundBy: string; more(good: Pick<History, "attempts">): Partial<History> }

const aLife = (change: Partial<Life>): Partial<History> => ({ lives: [{ ...A_LIFE, ...change }] })
const ended = (change: object): Partial<Life> => ({
  ended: { at: 2, code: null, signal: null, by: "nobody", ...change },
})

/** What a life may not look like. */
export const ABOUT_PROCESSES: readonly ProcessLie[] = [
  { lie: "a process ended by itself", foundBy: "no process ended by itself", more: () => aLife(ended({ code: 1 })) },
  {
    lie: "a process was killed by nobody we know",
    foundBy: "no process ended by itself",
    more: () => aLife(ended({ signal: "SIGKILL" })),
  },
  {
    lie: "a process that was asked to stop ended badly",
    foundBy: "no process ended by itself",
    more: () => aLife(ended({ code: 1, by: "stopped" })),
  },
  {
    lie: "an attempt was sent by two processes",
    foundBy: "no attempt was sent twice",
    more: () => ({ lives: [A_LIFE, { ...A_LIFE, number: 2 }] }),
  },
  {
    lie: "a call was abandoned by a process that was asked to stop",
    foundBy: "because a process was asked to stop",
    more: ({ attempts }) => {
      const [lost] = attempts.filter(({ status }) => status === "unknown")
      return {
        attempts: attempts.map((one) => (one === lost ? { ...one, problem: sentences.problems.workerDied } : one)),
        ...aLife({ entries: [{ at: 1, called: lost?.id ?? "" }] }),
      }
    },
  },
  {
    lie: "a process logged an error that nobody caused",
    foundBy: "the logs tell of no error",
    more: () => aLife({ logged: ['{"level":"error","time":"2026-11-23T12:00:00Z","message":"deadlock detected"}'] }),
  },
  {
    lie: "a process wrote a stack trace past its log",
    foundBy: "the logs tell of no error",
    more: () =>
      aLife({ logged: ["    at drawOnce (src/features/ebook-generation/infrastructure/drawing/draw-page.ts:20:3)"] }),
  },
]
