import type { ChildProcess } from "node:child_process"
import { setTimeout as sleep } from "node:timers/promises"
import type { Pool } from "pg"
import { median, seconds } from "../figures.ts"
import { type Contender, happening } from "./contender.ts"
import { startWorkers, stopWorkers } from "./workers.ts"

const PAUSE_MS = 20
/** As long as two workers can bear. */
const LINGER_MS = 20
const BLOWS = 10
/** Two lease times of the workers, which is 3 s. */
const FROZEN_MS = 6_000

/** How long what was said around a blow waits for its effect, while one of two workers is killed or frozen. */
export async function recovery(pool: Pool, contender: Contender, url: string): Promise<void> {
  for (const blow of ["kill -9", "freeze"] as const) {
    const longest: number[] = []
    for (let i = 0; i < BLOWS; i++) longest.push(await strike(blow))
    console.log(
      `  one of two workers, ${blow}, ${BLOWS} times (lease 3 s): the longest wait for an effect p50 ${seconds(median(longest))}, max ${seconds(Math.max(...longest))}`,
    )
  }

  async function strike(blow: "kill -9" | "freeze"): Promise<number> {
    await pool.query("truncate effects")
    const workers = await startWorkers(2, "colophon", url, LINGER_MS)
    const saidAt = new Map<number, number>()
    let stopped = false
    const saying = say(saidAt, () => stopped)
    await sleep(1_000)
    const [victim] = workers
    if (victim) await hit(victim, blow)
    await sleep(1_000)
    stopped = true
    await saying
    for (let left = saidAt.size; left > 0; await sleep(20)) {
      const { rows } = await pool.query("select count(*)::int as n from effects")
      left = saidAt.size - rows[0].n
    }
    await stopWorkers(workers)
    const { rows } = await pool.query("select number, extract(epoch from at)::float8 * 1000 as at from effects")
    return Math.max(...rows.map(({ number, at }) => at - (saidAt.get(number) ?? at)))
  }

  async function say(saidAt: Map<number, number>, isStopped: () => boolean): Promise<void> {
    for (let number = 0; !isStopped(); number++) {
      await contender.say(happening(number, 50))
      saidAt.set(number, performance.timeOrigin + performance.now())
      await sleep(PAUSE_MS)
    }
  }
}

async function hit(victim: ChildProcess, blow: "kill -9" | "freeze"): Promise<void> {
  victim.kill(blow === "freeze" ? "SIGSTOP" : "SIGKILL")
  if (blow === "kill -9") return
  await sleep(FROZEN_MS)
  victim.kill("SIGCONT")
}
