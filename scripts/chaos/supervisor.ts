import { setTimeout as sleep } from "node:timers/promises"
import type { Member } from "./member.ts"
import type { Disturbance } from "./plan.ts"
import type { Timeline } from "./timeline.ts"

export type Strike = Disturbance & { kind: "struck" }

/** Who looks after one member: starts it again when it ends, and wakes it when it froze itself at its point. */
export type Supervised = {
  member: Member
  /** Points that have not struck yet; the first of them is the one it was started with. */
  waiting: readonly Strike[]
  /** Adds points; a member that runs already is stopped in good order and started with the first. Before this nobody runs. */
  arm(strikes: readonly Strike[]): void
  /** Up, answering and not frozen. */
  settled(): Promise<void>
  /** The next start comes so much later. */
  restBeforeNextStart(ms: number): void
  /** Wakes it after so long. */
  freeze(ms: number): Promise<void>
  close(): Promise<void>
}

const LOOK_MS = 20
/** Longer than any start on two busy cores. */
const STARTING_MS = 60_000

export type SupervisorDeps = { member: Member; timeline: Timeline; untilPostgresIsUp: () => Promise<void> }

export function supervise({ member, timeline, untilPostgresIsUp }: SupervisorDeps): Supervised {
  const waiting: Strike[] = []
  let rest = 0
  let closing = false
  let isFrozen = false
  let isReady = false

  const freeze = async (ms: number) => {
    isFrozen = true
    await sleep(ms)
    member.signal("SIGCONT", "nobody")
    timeline.note({ what: "woken", member: member.name })
    isFrozen = false
  }

  /** From a start to its end, and what comes of it. */
  async function live(): Promise<void> {
    await sleep(rest)
    rest = 0
    await untilPostgresIsUp()
    const [strike] = waiting
    member.start(strike ? ordersOf(strike) : null)
    timeline.note({ what: "started", member: member.name, orders: strike ? ordersOf(strike) : null })
    isReady = false
    void member.ready().then((ready) => {
      isReady = ready
    })
    while (member.isUp()) {
      const entry = strike && waiting[0] === strike && member.diary().find((one) => one.struck)
      if (strike && entry && strike.freezeMs !== null) {
        waiting.shift()
        timeline.note({ what: "frozen", member: member.name, point: strike.point, at: entry.at })
        await freeze(strike.freezeMs)
      }
      await sleep(LOOK_MS)
    }
    await member.gone()
    isReady = false
    const ended = member.lives.at(-1)?.ended
    timeline.note({ what: "ended", member: member.name, ...ended })
    if (strike && ended?.by === strike.point) rest = waiting.shift()?.restMs ?? 0
  }

  let living: Promise<void> | undefined
  const keepAlive = async () => {
    while (!closing) await live()
  }

  return {
    member,
    waiting,
    arm(strikes) {
      waiting.push(...strikes)
      if (!living) living = keepAlive()
      else if (strikes.length > 0) member.signal("SIGTERM", "stopped")
    },
    async settled() {
      for (const until = Date.now() + STARTING_MS; Date.now() < until; await sleep(LOOK_MS))
        if (isReady && !isFrozen && member.isUp()) return
      throw new Error(`${member.name} does not come up`)
    },
    restBeforeNextStart(ms) {
      rest = ms
    },
    freeze,
    async close() {
      closing = true
      if (member.isUp()) member.signal("SIGTERM", "stopped")
      await living
    },
  }
}

const ordersOf = ({ point, nth, freezeMs }: Strike): string =>
  `${point}:${nth}:${freezeMs === null ? "SIGKILL" : "SIGSTOP"}`
