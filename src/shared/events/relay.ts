import { setTimeout as sleep } from "node:timers/promises"
import { tellable } from "../errors.ts"
import type { Log } from "../log.ts"
import type { Deliver } from "./delivering.ts"
import type { Hint, Hinted } from "./hint.ts"

/** The safety net under the hints: a lost one delays a delivery by this much. */
const POLL_MS = 1_000
const AFTER_ERROR_MS = 1_000
/** While a lane has been busy with one thing for so long, the same subscriber gets another lane. */
const SLOW_MS = 100
const MOST_LANES = 4
/** Deliveries of one transaction. A subscriber begins with one, and doubles while all goes well. */
const MOST_AT_ONCE = 100

export type RelayDeps = {
  /** Who has something that is not handled. */
  waiting: () => Promise<readonly string[]>
  /** Whether a subscriber is one of this process. */
  isKnown: (subscriber: string) => boolean
  deliver: Deliver
  hint: Hint
  log: Log
}

/** A `further` lane was opened because of a slow one: it takes one delivery at a time, so as not to get stuck in the same. */
type Lane = { busySince: number; again: boolean; further: boolean }

/** Serves every subscriber in lanes of its own, so that a slow one delays only itself. `stop` lets what is under way finish. */
export function startRelay({ waiting, isKnown, deliver, hint, log }: RelayDeps): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const lanes = new Map<string, Set<Lane>>()
  const running = new Set<Promise<void>>()
  const atOnce = new Map<string, number>()
  let nap = new AbortController()

  async function runLane(subscriber: string, lane: Lane): Promise<void> {
    do {
      lane.again = false
      while (!stopping.signal.aborted) {
        const most = lane.further ? 1 : (atOnce.get(subscriber) ?? 1)
        lane.busySince = performance.now()
        const delivered = await deliver(subscriber, most)
        if (delivered === "idle") break
        if (!lane.further) atOnce.set(subscriber, delivered === "worked" ? Math.min(2 * most, MOST_AT_ONCE) : 1)
      }
    } while (lane.again && !stopping.signal.aborted)
  }

  function serve(subscriber: string): void {
    if (stopping.signal.aborted) return
    const own = lanes.get(subscriber) ?? new Set()
    lanes.set(subscriber, own)
    for (const lane of own) lane.again = true
    const slowSince = performance.now() - SLOW_MS
    if (own.size >= MOST_LANES || [...own].some(({ busySince }) => busySince > slowSince)) return

    const lane = { busySince: performance.now(), again: false, further: own.size > 0 }
    own.add(lane)
    const run = runLane(subscriber, lane)
      .catch(async (error: unknown) => {
        log.error({ subscriber, ...tellable(error) }, "delivering failed")
        await pause(AFTER_ERROR_MS, stopping.signal)
      })
      .finally(() => {
        own.delete(lane)
        running.delete(run)
      })
    running.add(run)
  }

  const heard = (about: Hinted) => (about === null ? nap.abort() : about.filter(isKnown).forEach(serve))

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      nap = new AbortController()
      try {
        for (const subscriber of await waiting()) serve(subscriber)
      } catch (error) {
        log.error(tellable(error), "looking for deliveries failed")
        await pause(AFTER_ERROR_MS, stopping.signal)
      }
      await pause(running.size > 0 ? SLOW_MS : POLL_MS, AbortSignal.any([nap.signal, stopping.signal]))
    }
  }

  const forget = hint.onHint(heard)
  const watching = watch()
  return {
    async stop() {
      forget()
      stopping.abort()
      await Promise.all([watching, ...running])
    },
  }
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {})
