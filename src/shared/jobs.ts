import { setTimeout as sleep } from "node:timers/promises"
import { tellable } from "./errors.ts"
import type { Hint } from "./events/hint.ts"
import type { Log } from "./log.ts"

/** Work that is found in our own tables: `workOnce` claims a piece of it and does it, or says that there is none. */
export type Job = { name: string; lanes: number; workOnce(): Promise<"worked" | "idle"> }

/** What is done again and again whatever happens, with a pause between. */
export type Chore = { name: string; everyMs: number; run(): Promise<unknown> }

/** Work that runs its own lanes. `stop` lets what is under way finish. */
export type Service = { name: string; start(): { stop(): Promise<void> } }

/** Whatever a process can be given to do. */
export type Work = Job | Chore | Service

/** The safety net under the hints: a lost one delays work by this much. */
const POLL_MS = 1_000
const AFTER_ERROR_MS = 1_000

/** Runs every lane, chore and service until `stop`, which lets the pieces under way finish. */
export function startJobs(all: readonly Work[], hint: Hint, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController()

  async function runLane(job: Job): Promise<void> {
    while (!stopping.signal.aborted) {
      const nap = new AbortController()
      const forget = hint.onHint(() => nap.abort())
      try {
        if ((await job.workOnce()) === "idle") await pause(POLL_MS, AbortSignal.any([nap.signal, stopping.signal]))
      } catch (error) {
        log.error({ job: job.name, ...tellable(error) }, "job failed")
        await pause(AFTER_ERROR_MS, stopping.signal)
      } finally {
        forget()
      }
    }
  }

  async function runChore({ name, everyMs, run }: Chore): Promise<void> {
    while (!stopping.signal.aborted) {
      await run().catch((error: unknown) => log.error({ job: name, ...tellable(error) }, "job failed"))
      await pause(everyMs, stopping.signal)
    }
  }

  const services = all.flatMap((work) => ("start" in work ? [work.start()] : []))
  const running = all.flatMap((work) => {
    if ("start" in work) return []
    return "everyMs" in work ? [runChore(work)] : Array.from({ length: work.lanes }, () => runLane(work))
  })
  return {
    async stop() {
      stopping.abort()
      await Promise.all([...running, ...services.map((service) => service.stop())])
    },
  }
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {})
