import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"

const SCRIPT = new URL("./worker.ts", import.meta.url).pathname

/** Worker processes of a contender, ready to work. */
export function startWorkers(count: number, contender: string, url: string, lingerMs: number): Promise<ChildProcess[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const child = spawn("node", ["--max-semi-space-size=4", SCRIPT, contender, url, String(lingerMs)], {
        stdio: ["ignore", "pipe", "inherit"],
      })
      await once(child.stdout, "data")
      return child
    }),
  )
}

export async function stopWorkers(workers: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    workers.map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill("SIGTERM")
      await once(child, "exit")
    }),
  )
}
